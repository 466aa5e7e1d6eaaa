import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { codeIn, customerId, type MakeClient } from '../client.ts';
import { schemaFile } from './gateway.ts';

/** The bridge mcp-graphql, a process of its own, used by the client of the Model Context Protocol as a language model would. */
export const mcpBridge: MakeClient = async (url, fetch) => {
  // The bridge calls the server itself: what it sends passes through here, where the token is added.
  const door = createServer(async (request, response) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: await text(request),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = door.address() as AddressInfo;
  const client = new Client({ name: 'clients', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['node_modules/mcp-graphql/dist/index.js'],
      env: { ENDPOINT: `http://127.0.0.1:${port}`, SCHEMA: schemaFile, ALLOW_MUTATIONS: 'true' },
      stderr: 'ignore',
    }),
  );
  const use = async (name: string, values: Record<string, unknown>): Promise<string> => {
    const { content } = CallToolResultSchema.parse(await client.callTool({ name, arguments: values }));
    return content.map((part) => (part.type === 'text' ? part.text : '')).join();
  };
  // The bridge sends variables as one text, which GraphQL over HTTP forbids, so values stand in the document.
  const ask = async (query: string): Promise<string> => {
    const said = await use('query-graphql', { query });
    return /"firstName": "([^"]*)"/.exec(said)?.[1] ?? codeIn(said);
  };
  return {
    async read() {
      const schema = await use('introspect-schema', {});
      return schema.includes('type Customer ')
        ? ask(`{ customer(customerId: "${customerId}") { firstName } }`)
        : `no schema: ${schema}`;
    },
    write: (firstName) =>
      ask(`mutation { customerUpdate(input: { customerId: "${customerId}", details: { firstName: "${firstName}" } }) {
        customer { firstName } userErrors { code }
      } }`),
    async stop() {
      await client.close();
      door.close();
    },
  };
};
