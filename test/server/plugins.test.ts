import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import { buildSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import { type Plugin, useErrorHandler, usePayloadFormatter } from 'graphql-yoga';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/exports/sandbox.ts';
import { createServer } from '../../src/exports/server.ts';
import { ask, post, request, serveSchema } from './server.ts';

const schema = buildSchema('type Query { hello: String }');

function serve(...plugins: object[]) {
  const server = serveSchema(schema, { plugins });
  onTestFinished(server.close);
  return server;
}

/** What a plugin may look at. */
interface ServerContext extends Record<string, unknown> {
  readonly viewer: { readonly kind: string };
}

/** Hooks of one operation, in the order in which Yoga calls them, and those about HTTP. */
const ofOperations = [
  'onParams',
  'onEnveloped',
  'onParse',
  'onValidate',
  'onContextBuilding',
  'onExecute',
  'onExecutionResult',
];
const ofHttp = ['onRequest', 'onRequestParse', 'onResultProcess', 'onResponse'];

/** A plugin that notes which of its hooks are called. */
function recorder(hooks: readonly string[]) {
  const called: string[] = [];
  const plugin = Object.fromEntries(hooks.map((hook) => [hook, () => void called.push(hook)]));
  return { plugin, called };
}

describe('the hooks of Yoga', () => {
  it.each(['application/json', 'application/graphql-response+json', '*/*', 'text/event-stream', 'multipart/mixed'])(
    'are called for every request, once and in this order: %s',
    async (accept) => {
      const { plugin, called } = recorder(ofOperations);
      const server = serve(plugin);
      for (let time = 0; time < 3; time += 1) {
        called.length = 0;
        const answer = await server.app.fetch(post('{ hello }', { accept }));
        expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('{"data":{"hello":null}}')]);
        expect(called).toEqual(ofOperations);
      }
    },
  );

  it.each(ofHttp)('about HTTP are called where a plugin has one of them: %s', async (hook) => {
    const { plugin, called } = recorder([hook]);
    const answer = await ask(serve(plugin), post('{ hello }'));
    expect([answer.status, answer.body, called]).toEqual([200, { data: { hello: null } }, [hook]]);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('may fail, of which a client is told nothing and the log where', async () => {
    for (const hook of [...ofOperations, 'onRequestParse']) {
      const fail = () => {
        throw new Error('geheim');
      };
      const server = serve(Object.fromEntries([[hook, fail]]));
      const { status, codes, body } = await ask(server, post('{ hello }'));
      expect([hook, status, codes, JSON.stringify(body).includes('geheim')]).toEqual([hook, 500, ['INTERNAL'], false]);
      expect(server.lines.map(({ msg }) => msg)).toEqual(['unexpected error', 'request']);
    }
  });
});

describe('a plugin that was made elsewhere', () => {
  const introspection = '{ __schema { queryType { name } } }';

  it('adds a rule, also for a document that is remembered', async () => {
    const rule: Plugin = { onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) };
    for (const server of [serve(useDisableIntrospection()), serve(rule)])
      for (let time = 0; time < 3; time += 1) {
        expect(await ask(server, post(introspection))).toMatchObject({
          status: 400,
          codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
        });
        expect(await ask(server, post('{ hello }'))).toMatchObject({ status: 200 });
      }
  });

  it('refuses a request by its headers, before anything runs', async () => {
    const server = serve(useCSRFPrevention());
    const get = (headers: Record<string, string>) => ask(server, request('/graphql?documentId=none', { headers }));
    expect((await get({})).body.errors[0].message).toBe('Required CSRF header(s) not present');
    expect(await get({ 'x-graphql-yoga-csrf': '1' })).toMatchObject({ codes: ['PERSISTED_DOCUMENT_NOT_FOUND'] });
  });

  it('changes results and sees errors', async () => {
    const seen: unknown[] = [];
    const server = serve(
      usePayloadFormatter((result) => ({ ...result, extensions: { version: 7 } })),
      useErrorHandler(({ errors }) => seen.push(...errors.map((error) => String(error).slice(0, 40)))),
    );
    const { body } = await ask(server, post('{ hello }'));
    expect(body).toEqual({ data: { hello: null }, extensions: { version: 7 } });
    await ask(server, post('{ nothing }'));
    expect(seen).toEqual([expect.stringContaining('Cannot query field "nothing"')]);
  });

  it('knows who asks in a server of the package, whose gates hold all the same', async () => {
    const sandbox = await startSandbox();
    const kinds: unknown[] = [];
    const who: Plugin<ServerContext> = { onExecute: ({ args }) => void kinds.push(args.contextValue.viewer.kind) };
    const server = await createServer({
      settings: { LOG_LEVEL: 'silent' },
      sandbox: { restUrl: sandbox.restUrl, accountId: sandbox.accountId },
      plugins: [who],
    });
    onTestFinished(async () => {
      await server.close();
      await sandbox.stop();
    });
    const authorization = `Bearer ${await sandbox.token('helpdesk-basic')}`;
    const query = '{ customer(customerId: "C1001") { firstName walletCards { nodes { id } } } }';
    const answer = await (await server.fetch(post(query, { authorization }))).json();
    expect(answer).toMatchObject({
      data: { customer: { firstName: 'Kari', walletCards: null } },
      errors: [{ extensions: { code: 'INSUFFICIENT_SCOPE' } }],
    });
    expect(kinds).toEqual(['CLIENT']);
  });

  it('that cannot be put in fails the start', async () => {
    const broken: Plugin = {
      onPluginInit() {
        throw new Error('no licence');
      },
    };
    const sandbox = await startSandbox();
    onTestFinished(sandbox.stop);
    const { restUrl, accountId } = sandbox;
    const settings = { LOG_LEVEL: 'silent' };
    await expect(createServer({ settings, sandbox: { restUrl, accountId }, plugins: [broken] })).rejects.toThrow(
      'no licence',
    );
  });
});
