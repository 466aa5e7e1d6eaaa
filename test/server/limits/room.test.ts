import { readdirSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { shipped } from '../../graphql/harness.ts';
import { ask, bearer, post, serve, type TestServer } from '../server.ts';

/** Limits by default, and the part of each that is enough for every document that is shipped. */
const enough = {
  MAX_REQUEST_BYTES: 100_000 / 20,
  MAX_TOKENS: 2_000 / 5,
  MAX_DEPTH: (12 * 3) / 4,
  MAX_ALIASES: 30 / 10,
  MAX_ANSWER_FIELDS: 20_000 / 4,
};

/** The same of bounds that are not settings. */
const bounds = {
  maxOperations: 5 / 5,
  maxVariableValues: 2_000 / 100,
  maxVariableDepth: 10 / 2,
};

let sandbox: Sandbox;
let server: TestServer;
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  const env = Object.entries(enough).map(([name, value]) => [name, String(value)] as const);
  server = await serve(sandbox, Object.fromEntries(env), undefined, bounds);
  token = bearer(await sandbox.token('admin'));
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

/** A text for each variable that is needed; what needs an object is refused for that, after the limits of the document. */
function variablesOf(query: string): Readonly<Record<string, string>> {
  const needed = parse(query).definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? (each.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    needed
      .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable }) => [variable.name.value, variable.name.value === 'id' ? 'receipt:1' : 'C1001']),
  );
}

const names = readdirSync(new URL('../../../schema/operations/', import.meta.url), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => path.replace('.graphql', ''));

describe('a shipped document', () => {
  it.each(names)('has room within the limits: %s', async (name) => {
    const query = shipped(name);
    const { codes, body } = await ask(server, post({ query, variables: variablesOf(query) }, token));
    const isLarge = codes.some((code) => code === 'LIMIT_EXCEEDED' || code === 'PAYLOAD_TOO_LARGE');
    expect(isLarge ? body.errors : []).toEqual([]);
    expect(server.lines.at(-1)).toMatchObject({ operationName: name.split('/')[1], msg: 'request' });
  });
});
