import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ask, post, request, serveSchema } from '../server.ts';

const answer = Promise.withResolvers<string>();
const wait = { type: GraphQLString, resolve: () => answer.promise };
const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { wait } }) });

describe('MAX_CONCURRENT_REQUESTS', () => {
  it('turns away what is more, at once and with a time to come back, and leaves health alone', async () => {
    const server = serveSchema(schema, {
      env: { MAX_CONCURRENT_REQUESTS: '2', CORS_ORIGINS: 'https://a.example.com' },
    });
    const running = [1, 2].map(() => ask(server, post('{ wait }')));
    const shed = await ask(server, post('{ __typename }', { origin: 'https://a.example.com' }));
    expect(shed).toMatchObject({ status: 503, codes: ['SERVICE_UNAVAILABLE'] });
    expect(shed.headers.get('retry-after')).toBe('1');
    expect(shed.headers.get('access-control-allow-origin')).toBe('https://a.example.com');
    expect(await ask(server, request('/health'))).toMatchObject({ status: 200 });
    answer.resolve('done');
    for (const each of running) expect(await each).toMatchObject({ status: 200, body: { data: { wait: 'done' } } });
    expect(await ask(server, post('{ __typename }'))).toMatchObject({ status: 200 });
    expect(server.lines).toContainEqual(expect.objectContaining({ status: 503, codes: ['SERVICE_UNAVAILABLE'] }));
    await server.close();
  });
});
