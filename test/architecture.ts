import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A source file with what it imports. */
export interface SourceFile {
  /** Path below `src/`: `graphql/customers/customer/customer.ts`. */
  readonly path: string;
  readonly text: string;
}

/** All source files but the generated contract. */
export function sourceFiles(): SourceFile[] {
  const root = new URL('../src/', import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^upstream\/(contract|endpoints)\//.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));
}

/** Which rooms a room may import, itself apart; `main.ts` and `cli/` may import all. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ['kernel'],
  upstream: ['kernel'],
  money: ['kernel', 'upstream'],
  auth: ['kernel'],
  loaders: ['kernel', 'upstream', 'money'],
  graphql: ['kernel', 'auth', 'upstream', 'money', 'loaders'],
  plan: ['kernel', 'auth', 'execution'],
  advice: ['kernel', 'auth', 'plan'],
  execution: ['kernel'],
  server: ['kernel', 'config', 'auth', 'upstream', 'loaders', 'graphql', 'plan', 'advice', 'execution'],
  accounts: ['kernel', 'upstream'],
  login: ['kernel', 'upstream'],
  sandbox: ['kernel', 'upstream'],
  client: ['kernel'],
  cache: [],
  codegen: [],
  documents: ['kernel'],
  exports: ['config', 'server', 'sandbox'],
};

const everyDomain = ['values', 'framework'];

/** Inside graphql: which folders a folder may import, itself and `graphql/*.ts` apart. */
const domains: Readonly<Record<string, readonly string[]>> = {
  framework: [],
  values: ['framework'],
  viewer: everyDomain,
  customers: everyDomain,
  locations: [...everyDomain, 'customers'],
  receipts: [...everyDomain, 'customers', 'locations'],
  wallets: [...everyDomain, 'customers', 'locations'],
  discounts: [...everyDomain, 'customers', 'locations', 'receipts'],
  shopping: [...everyDomain, 'customers', 'locations', 'receipts'],
  payments: [...everyDomain, 'customers', 'locations', 'shopping', 'wallets'],
};

/** The one place where a package may be imported. */
const doors: readonly { readonly package: RegExp; readonly only: RegExp }[] = [
  { package: /^undici$/, only: /^upstream\/http\.ts$/ },
  { package: /^jose$/, only: /^(auth\/|sandbox\/(issuer|provider\/provider)\.ts$)/ },
  { package: /^oauth4webapi$/, only: /^login\/provider\.ts$/ },
  { package: /^dataloader$/, only: /^loaders\/memory\.ts$/ },
  { package: /^(graphql-yoga|@graphql-yoga\/.*|@whatwg-node\/server|pino)$/, only: /^server\// },
  { package: /^@pothos\//, only: /^(graphql\/|auth\/access\/plugin\.ts$)/ },
  { package: /^prom-client$/, only: /^(server\/watch\/|cli\/worker-metrics\.ts$)/ },
  { package: /^@opentelemetry\//, only: /^server\/watch\// },
  { package: /^zod$/, only: /^config\// },
  { package: /^citty$/, only: /^cli\// },
  { package: /^ajv(\/.*)?$/, only: /^upstream\/contract-checks\.ts$/ },
  { package: /^ajv-formats$/, only: /^(upstream\/contract-checks\.ts$|sandbox\/)/ },
  { package: /^(openapi-backend|yaml|@faker-js\/faker)$/, only: /^sandbox\// },
];

/** The house, and the two tables above, for `ARCHITECTURE.md`: `tools/write-tables.ts` writes it there. */
export function importsTable(): string {
  const row = ([name, may]: [string, readonly string[]]) =>
    `| ${name} | ${may.map((each) => `\`${each}\``).join(', ') || 'nothing of ours'} |`;
  return [
    drawing(),
    '',
    '| room | may import |',
    '| --- | --- |',
    ...Object.entries(rooms).map(([name, may]) => row([`\`${name}/\``, may])),
    ...Object.entries(domains).map(([name, may]) => row([`\`graphql/${name}/\``, may])),
  ].join('\n');
}

/** The rooms floor by floor. */
function drawing(): string {
  const floors = Object.groupBy(Object.keys(rooms), floorOf);
  const top = Object.keys(floors).length;
  const rows = Object.entries(floors).map(([floor, names = []]) => `${floor}  ${names.join('  ')}`);
  return ['```', `${top}  cli  main.ts`, ...rows.reverse(), '```'].join('\n');
}

function floorOf(room: string): number {
  return Math.max(-1, ...(rooms[room] ?? []).map(floorOf)) + 1;
}

/** How large the house may be, as `ARCHITECTURE.md` says it. */
export const sizes = { linesOfFile: 260, filesOfFolder: 30 };

/** Folders with too many files; empty: none. */
export function crowdedFolders(files: readonly SourceFile[]): string[] {
  return [...Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1))]
    .filter(([, inside]) => inside.length > sizes.filesOfFolder)
    .map(([folder, { length }]) => `${folder} has ${length} files`);
}

/** What a file does that it may not, in words; empty: nothing. */
export function violations({ path, text }: SourceFile): string[] {
  const imports = importsOf(path, text);
  return [
    ...imports.flatMap((specifier) =>
      specifier.startsWith('.') ? roomProblem(path, specifier) : doorProblem(path, specifier),
    ),
    ...(/process\.env|process\[/.test(text) && !/^(main\.ts$|cli\/)/.test(path)
      ? [`${path} reads the environment`]
      : []),
    ...(/(^|\/)(index\.ts|utils|helpers)(\/|$)/.test(path) ? [`${path} has a name that says nothing`] : []),
    ...(text.split('\n').length > sizes.linesOfFile ? [`${path} is longer than ${sizes.linesOfFile} lines`] : []),
    ...undocumentedExports(path, text),
    ...blindCasts(path, text),
    ...oldFunctions(path, text),
  ];
}

/** What a file imports, type-only imports too. */
export function importsOf(path: string, text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const typed = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, specifier = '']) => specifier);
  return [...new Set([...importedFiles.map(({ fileName }) => fileName), ...typed])].filter((each) => each !== path);
}

function roomProblem(path: string, specifier: string): string[] {
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const [room = '', folder = ''] = path.split('/');
  const [targetRoom = '', targetFolder = ''] = target.split('/');
  if (room === 'main.ts' || room === 'cli') return [];
  if (room === 'sandbox' && targetRoom === 'upstream' && !/^upstream\/(contract\/|endpoint\.ts$)/.test(target)) {
    return [`${path} imports ${target}: the sandbox knows the contract only`];
  }
  if (room !== targetRoom) return rooms[room]?.includes(targetRoom) ? [] : [`${path} imports ${target}`];
  if (room !== 'graphql' || folder === targetFolder || /^graphql\/(served-)?schema\.ts$/.test(path)) return [];
  if (targetFolder.endsWith('.ts')) return targetFolder === 'schema.ts' ? [`${path} imports ${target}`] : [];
  return domains[folder]?.includes(targetFolder) ? [] : [`${path} imports ${target}`];
}

function doorProblem(path: string, specifier: string): string[] {
  return doors
    .filter((door) => door.package.test(specifier) && !door.only.test(path))
    .map(() => `${path} imports the package ${specifier}`);
}

/** Whether it is the body of a function whose overloads stand before it: nobody sees its signature. */
function isImplementation(statement: ts.Statement, { statements }: ts.SourceFile): boolean {
  if (!ts.isFunctionDeclaration(statement)) return false;
  const before = statements[statements.indexOf(statement) - 1];
  return (
    before !== undefined &&
    ts.isFunctionDeclaration(before) &&
    before.body === undefined &&
    before.name?.text === statement.name?.text
  );
}

function undocumentedExports(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter(
      (statement) =>
        ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    )
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .filter((statement) => !isImplementation(statement, source))
    .map((statement) => `${path} exports without a docstring: ${statement.getText(source).split('\n')[0]}`);
}

/** Rooms with words of their own: those that apps import, which know nothing of the server's. */
const ownWords = /^(exports|client|cache)\//;
/** A table of every service's, by one name. */
const tables = new Set(['primes']);

/** Exported names that stand for more than one thing, with where; empty: each name is one thing. */
export function sharedNames(files: readonly SourceFile[]): string[] {
  const named = files
    .filter(({ path }) => !ownWords.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm)].map(
        ([, name = '']) => ({ name, path }),
      ),
    );
  return [...Map.groupBy(named, ({ name }) => name)]
    .map(([name, places]) => ({ name, paths: [...new Set(places.map(({ path }) => path))] }))
    .filter(({ name, paths }) => paths.length > 1 && !tables.has(name) && !paths.every(isContract))
    .map(({ name, paths }) => `${name}: ${paths.join(', ')}`);
}

/** The generated types of the services have the names of the contract. */
function isContract(path: string): boolean {
  return path.startsWith('upstream/contract/');
}

/** Casts of which the compiler checks nothing, without a comment in the lines before that says why they hold. */
function blindCasts(path: string, text: string): string[] {
  const lines = text.split('\n');
  const isExplained = (at: number) => lines.slice(Math.max(0, at - 3), at).some((line) => /^\s*\/\//.test(line));
  return lines.flatMap((line, at) =>
    /\bas (never|any|unknown as)\b/.test(line.replace(/^\s*(\*|\/\/|\/\*).*/, '')) && !isExplained(at)
      ? [`${path} casts without a reason: ${line.trim()}`]
      : [],
  );
}

/**
 * Functions that V8 (13.6) makes among its old objects: getters of an object literal, and functions that are put into a
 * member. Made for a request, they keep all that the request read until the next full collection, and every collection of
 * young objects copies it.
 */
function oldFunctions(path: string, text: string): string[] {
  if (/^(sandbox|cli)\//.test(path)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (inFunction && isMadeOld(node))
      found.push(`${path} makes an old function: ${node.getText(source).split('\n')[0]}`);
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(source, false);
  return found;
}

function isMadeOld(node: ts.Node): boolean {
  if (ts.isAccessor(node)) return ts.isObjectLiteralExpression(node.parent);
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    (ts.isFunctionExpression(node.right) || ts.isArrowFunction(node.right))
  );
}
