import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { contractScopes } from '../permissions/attempts.ts';
import { knownValues } from '../permissions/known-values.ts';
import { ask, bearer, post, serve, type TestServer } from './server.ts';

// Every mutation of the schema, as the account's administrator and as somebody who may write nothing.

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
let sandbox: Sandbox;
let server: TestServer;
let isLine: (line: unknown) => boolean;
let problems: () => unknown;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { AUDIT_KEY: 'key', CUSTOMER_LOGIN: 'on' });
  const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(await readFile('schema/audit-line.schema.json', 'utf8')));
  isLine = (line) => validate(line);
  problems = () => validate.errors;
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

/** Every text of an input that is a value, and neither a word of the schema nor too short to be told from one. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 3 && /[^A-Z_]/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

interface Write {
  readonly mutation: string;
  readonly members: readonly string[];
  readonly outcome: string;
}

/** The schema was held to the line before. */
function writesOf(line: Readonly<Record<string, unknown>> | undefined): readonly Write[] {
  return (line?.['writes'] ?? []) as readonly Write[];
}

async function linesOf(name: string, input: unknown, type: string, token: string) {
  const before = server.lines.length;
  const query = `mutation ($input: ${type}) { kept: ${name}(input: $input) { __typename } }`;
  const answer = await ask(server, post({ query, variables: { input } }, bearer(token)));
  return { answer, lines: server.lines.slice(before).filter(({ log }) => log === 'audit') };
}

describe('the audit line of a write', () => {
  it('names every mutation, the members that it was given and what became of it, and no value', async () => {
    const admin = await sandbox.issue({ scopes: contractScopes, subject: 'admin' });
    const nobody = await sandbox.issue({ scopes: ['read:customers'], subject: 'reader' });
    // As it is at first: some of these mutations delete what others change.
    const valuesFor = knownValues(sandbox.state);
    for (const { name, args } of mutations) {
      const type = String(args[0]?.type);
      const input = valuesFor(`Mutation.${name}`).values.get(`Mutation.${name}(input:)`);
      const { lines: refused } = await linesOf(name, input, type, nobody);
      const { lines, answer } = await linesOf(name, input, type, admin);
      for (const [line] of [refused, lines]) {
        if (!isLine(line)) expect({ name, line, problems: problems() }).toBeUndefined();
        const [write] = writesOf(line);
        expect(write?.mutation).toBe(`Mutation.${name}`);
        const tops = new Set(write?.members.map((member) => member.split('.')[0]));
        for (const [key, value] of Object.entries(input as object))
          if (!Array.isArray(value) || value.length > 0) expect(tops, name).toContain(key);
        const { requestId: _, time: __, operationName: ___, ...said } = line ?? {};
        const written = JSON.stringify({ ...said, client: null, writes: [{ ...write, mutation: '' }] });
        for (const text of textsOf(input)) expect(written, name).not.toContain(`"${text}"`);
      }
      expect([lines.length, refused.length]).toEqual([1, 1]);
      expect(refused[0]).toMatchObject({ client: 'reader', writes: [{ outcome: 'refused' }] });
      const [outcome] = writesOf(lines[0]).map((each) => each.outcome);
      if (answer.codes.length > 0) expect(outcome, name).not.toBe('done');
    }
  });

  it('says what became of each of several, and that nobody knows where no answer came', async () => {
    const token = await sandbox.issue({ scopes: contractScopes, subject: 'admin' });
    const lift = sandbox.fail({ on: 'createTerm', status: 500 });
    const query = `mutation ($skip: Boolean!) {
      done: customerTagCreate(input: { tag: "one" }) { userErrors { code } }
      bad: customerTagDelete(input: { tagId: "none-such" }) { userErrors { code } }
      lost: customerTermCreate(input: { terms: "x" }) { userErrors { code } }
      left: customerDelete(input: { customerId: "C1001" }) @skip(if: $skip) { userErrors { code } }
    }`;
    const before = server.lines.length;
    const answer = await ask(server, post({ query, variables: { skip: true } }, bearer(token)));
    lift();
    const [line] = server.lines.slice(before).filter(({ log }) => log === 'audit');
    expect(isLine(line), JSON.stringify(answer.body)).toBe(true);
    expect(line).toMatchObject({
      event: 'write',
      msg: 'data was written',
      writes: [
        { mutation: 'Mutation.customerTagCreate', members: ['tag'], outcome: 'done' },
        { mutation: 'Mutation.customerTagDelete', members: ['tagId'], outcome: 'refused' },
        { mutation: 'Mutation.customerTermCreate', members: ['terms'], outcome: 'unknown' },
      ],
    });
  });

  it('holds names of members inside others, and no key of free-form data', async () => {
    const token = await sandbox.issue({ scopes: contractScopes, subject: 'admin' });
    const query = `mutation ($data: JSONObject) { discountCampaignCreate(input: { name: "x", metadata: $data }) { __typename }
      customerUpdate(input: { customerId: "C1001", details: { firstName: "Secretname" } }) { customer { firstName } } }`;
    const before = server.lines.length;
    await ask(server, post({ query, variables: { data: { secretkey: 1 } } }, bearer(token)));
    const [line] = server.lines.slice(before).filter(({ log }) => log === 'audit');
    expect(isLine(line)).toBe(true);
    expect(line).toMatchObject({
      writes: [{ members: ['name', 'metadata'] }, { members: ['customerId', 'details.firstName'] }],
      fields: expect.arrayContaining(['Customer.firstName']),
    });
    expect(JSON.stringify(line)).not.toMatch(/secret/i);
  });
});
