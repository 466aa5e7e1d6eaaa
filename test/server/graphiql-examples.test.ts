import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { graphiql } from '../../src/server/graphiql.ts';
import { ask, bearer, post, serve, type TestServer } from './server.ts';

const tabs = (graphiql(null).defaultTabs ?? []).map(({ query }) => ({ query: query ?? '', name: nameOf(query ?? '') }));

/** Whose token a tab says it needs; the one that is filled in where it says nothing. */
function personaOf(query: string): PersonaName {
  return query.includes('npm run -s token -- mobile') ? 'mobile' : 'helpdesk';
}

function nameOf(query: string): string | undefined {
  return parse(query).definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition' ? [definition.name?.value] : [],
  )[0];
}

describe("the page's example tabs", () => {
  let sandbox: Sandbox;
  let server: TestServer;
  beforeAll(async () => {
    sandbox = await startSandbox();
    server = await serve(sandbox);
  });
  afterAll(async () => {
    await server.close();
    await sandbox.close();
  });

  it('are a few, each of its own name', () => {
    expect(tabs.map(({ name }) => name)).toEqual(['Customer360', 'WhatCanISee', 'MyPage', 'GiftCards']);
  });

  it.each(tabs)('are answered whole: $name', async ({ query }) => {
    const { status, body } = await ask(server, post(query, bearer(await sandbox.token(personaOf(query)))));
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(JSON.stringify(body.data)).not.toMatch(/"nodes":\[\]|"(customer|me)":null/);
  });
});
