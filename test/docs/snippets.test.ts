import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxDintero } from '../../src/cli/sandbox-mode.ts';
import { readConfig } from '../../src/config/config.ts';
import { isPersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { createLogger } from '../../src/server/log.ts';
import { fileOf, objections, programs, writePrograms } from './programs.ts';
import { hasLines, isAsShown, pages, type Snippet, snippetsOf } from './snippets.ts';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('../..', import.meta.url));

/** Languages whose snippets are shown only: what is in them is held to the schema below, or to nothing. */
const shownOnly = new Set(['kotlin', 'swift', 'text', 'json', 'yaml', 'ini']);

function isRun({ language, words }: Snippet): boolean {
  return !shownOnly.has(language) && !words.includes('elsewhere');
}

let sandbox: Sandbox;
let assembly: Assembly;
let listener: Listener;
beforeAll(async () => {
  sandbox = await startSandbox();
  assembly = assemble({
    config: readConfig({ TRUSTED_MODE: 'prefer', TRUSTED_DOCUMENTS: `${cwd}schema/manifests` }),
    dintero: sandboxDintero(sandbox),
    log: createLogger('silent'),
    personas: null,
  });
  listener = await listen(assembly.app, 0, '127.0.0.1');
  writePrograms(here);
});
afterAll(async () => {
  await listener.stop(0);
  await assembly.close();
  await sandbox.close();
});

const withSomethingToRun = pages
  .map((page) => ({ page, snippets: snippetsOf(page) }))
  .filter(({ snippets }) => snippets.some(isRun));

/** A text with the addresses of this server and this sandbox, in place of those that people have. */
function here(text: string): string {
  const account = `${sandbox.url}/accounts/${sandbox.accountId}`;
  return text
    .replaceAll(/(http:\/\/)?localhost:4000/g, listener.url)
    .replaceAll('http://127.0.0.1:4010/v1/accounts/T00000001', account)
    .replaceAll('http://127.0.0.1:4010/v1', sandbox.url)
    .replaceAll('https://api.dintero.com/v1/accounts/T12345678', account);
}

/** Snippets start npm, and that starts Node: seconds each where the machine is busy. */
const patient = { timeout: 90_000 };

describe.each(withSomethingToRun)('$page', patient, ({ snippets }) => {
  /** What a snippet needs that is neither in it nor in one that is marked `keep`. */
  async function environment() {
    const [helpdesk, basic] = [await sandbox.token('helpdesk'), await sandbox.token('helpdesk-basic')];
    return {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      SANDBOX_PORT: new URL(sandbox.url).port,
      ACCOUNT: `${sandbox.url}/accounts/${sandbox.accountId}`,
      CLIENT_ID: 'helpdesk',
      CLIENT_SECRET: 'sandbox-secret',
      HELPDESK: helpdesk,
      HELPDESK_BASIC: basic,
    };
  }

  async function shell(snippet: Snippet): Promise<string> {
    const kept = snippets.filter(({ words }) => words.includes('keep')).map(({ text }) => here(text));
    const script = ['set -euo pipefail', ...kept, here(snippet.text)].join('\n');
    // `scopes` has status 1 where something is missing, and says what.
    const { stdout } = await run('bash', ['-c', script], { cwd, env: await environment() }).catch(
      (error: { code?: number; stdout?: string }) => {
        if (error.code === 1 && error.stdout) return { stdout: error.stdout };
        throw error;
      },
    );
    return stdout;
  }

  async function query(snippet: Snippet): Promise<string> {
    const [persona = ''] = snippet.words;
    if (!isPersonaName(persona)) throw new Error(`${snippet.place} does not say who asks.`);
    const response = await fetch(`${listener.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await sandbox.token(persona)}` },
      body: JSON.stringify({ query: snippet.text }),
    });
    return response.text();
  }

  async function program(snippet: Snippet): Promise<string> {
    const { stdout } = await run(process.execPath, [fileOf(snippet)], { cwd, env: await environment() });
    return stdout;
  }

  const runners: Readonly<Record<string, (snippet: Snippet) => Promise<string>>> = {
    sh: shell,
    graphql: query,
    ts: program,
  };
  const cases = snippets
    .map((snippet, index) => ({ place: snippet.place, snippet, shown: answerOf(snippets, index) }))
    .filter(({ snippet }) => isRun(snippet));

  it.each(cases)('$place', async ({ snippet, shown }) => {
    const { language } = snippet;
    const runner = runners[language];
    if (runner === undefined) throw new Error(`Nothing runs ${language}.`);
    const actual = await runner(snippet);
    if (shown === undefined && language === 'graphql') {
      expect(actual).not.toMatch(/"errors":|"userErrors":\[\{/);
    } else if (shown?.language === 'json') {
      expect([JSON.parse(actual), isAsShown(JSON.parse(shown.text), JSON.parse(actual))]).toEqual([
        expect.anything(),
        true,
      ]);
    } else if (shown !== undefined) {
      expect([actual, hasLines(shown.text, actual)]).toEqual([expect.anything(), true]);
    }
  });
});

describe('programs', patient, () => {
  it('compile as strictly as this repository', () => {
    expect(programs.length).toBeGreaterThan(1);
    expect(objections()).toEqual([]);
  });
});

/** The answer that is shown below a snippet, before the next that is run. */
function answerOf(snippets: readonly Snippet[], index: number): Snippet | undefined {
  const next = snippets[index + 1];
  return next !== undefined && ['json', 'text'].includes(next.language) ? next : undefined;
}

describe('what is marked `elsewhere`', () => {
  it('starts a server, or asks a person: other tests do that', () => {
    const snippets = pages.flatMap(snippetsOf).filter(({ words }) => words.includes('elsewhere'));
    // `npm run check:package` packs the package, installs it and generates the types of an app,
    // `npm run check:clients` mocks the schema.
    for (const { text } of snippets)
      expect(text).toMatch(
        /npm (start|run sandbox|pack)|dintero-graphql client|graphql-codegen --config|addMocksToSchema|dintero-graphql apps/,
      );
  });
});

describe('docs/kotlin-swift.md', () => {
  const scalars = ['Currency', 'Date', 'DateTime', 'JSONObject', 'SafeInt'];

  it.each(['kotlin', 'swift'])('maps every scalar of the schema in %s', (language) => {
    const text = snippetsOf('docs/kotlin-swift.md')
      .filter((each) => each.language === language)
      .map((each) => each.text)
      .join('\n');
    const named = language === 'kotlin' ? /mapScalar\w*\("(\w+)"/g : /typealias (\w+)/g;
    expect([...text.matchAll(named)].map(([, name]) => name).sort()).toEqual(scalars);
  });
});
