import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../src/kernel/error-code.ts';
import { version } from '../src/kernel/version.ts';
import { pages } from './docs/snippets.ts';

const top = new URL('../', import.meta.url);
const files = globSync(['*.ts', '{src,test,tools,bench,explorer,examples}/**/*.ts'], {
  cwd: fileURLToPath(top),
  exclude: ['**/node_modules/**'],
});
const read = (name: string) => readFileSync(new URL(name, top), 'utf8');

describe.each([...pages, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])('%s', (name) => {
  it('links to files that are there', () => {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(new URL(link, new URL(name, top))))).toEqual([]);
  });

  it('names files that are there', () => {
    const text = read(name);
    const whole = [...text.matchAll(/`((?:src|test|tools|schema)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path);
    expect(whole.filter((path) => !existsSync(new URL(path, top)))).toEqual([]);
    // Some leave out the first folders: `server/app.ts`, `graphql.ts`.
    const modules = [...text.matchAll(/`([\w./-]+\.ts)`/g)].map(([, path = '']) => path);
    expect(modules.filter((path) => !files.some((file) => `/${file}`.endsWith(`/${path}`)))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const names = [...read(name).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script = '']) => script);
    expect(names.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (name) => {
  it('names nothing that the code does not have', () => {
    const code =
      [...files, 'package.json'].map(read).join('\n') + readdirSync(new URL('schema/upstream/', top)).join('\n');
    const words = new Set(code.match(/\w+/g));
    const names = [...read(name).matchAll(/`([A-Za-z_][\w.]*)`/g)].flatMap(([, names = '']) => names.split('.'));
    expect(names.filter((each) => each !== '' && !words.has(each))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('has a line for each room, and none for others', () => {
    const [tree = ''] = read('ARCHITECTURE.md').match(/^src\/\n(?: .*\n)+/m) ?? [];
    const named = [...tree.matchAll(/^ {2}(\S.*?)(?: {2,}|$)/gm)].flatMap(
      ([, names = '']) => names.match(/[\w-]+(?=\/)/g) ?? [],
    );
    const rooms = readdirSync(new URL('src/', top), { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(named.sort()).toEqual(rooms.map((each) => each.name).sort());
  });
});

describe('the repository', () => {
  it('names no host of a package registry', () => {
    const kept = execFileSync('git', ['ls-files', '-z'], { cwd: fileURLToPath(top), encoding: 'utf8' }).split('\0');
    const text = kept.filter((name) => name !== '' && !/\.(png|ico|woff2?)$/.test(name));
    expect(text.filter((name) => /registry\.[\w-]+\.(org|com)/.test(read(name)))).toEqual([]);
  });
});

describe('README.md', () => {
  it('leads to each page of docs/', () => {
    const pages = readdirSync(new URL('docs/', top)).filter((name) => name.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((name) => !read('README.md').includes(`](docs/${name})`))).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  it('explains every error code', () => {
    const explained = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` *\|/gm)].map(([, code = '']) => code);
    for (const code of errorCodes) expect(explained).toContain(code);
  });
});

describe('the version', () => {
  it('is that of package.json', () => {
    expect(JSON.parse(read('package.json')).version).toBe(version);
  });
});
