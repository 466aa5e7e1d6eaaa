import { createServer, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createServerAdapter } from '@whatwg-node/server';
import { createLogin, memoryStore, redisStore } from 'dintero-graphql/login';
import sirv from 'sirv';
import { backend } from './backend.js';

const { PORT = '5174', PUBLIC_URL = `http://localhost:${PORT}`, REDIS_URL } = process.env;
const { CLIENT_ID = 'app', CLIENT_SECRET = 'sandbox-secret' } = process.env;

const loginUrl = `${PUBLIC_URL}/login`;
const { graphqlUrl, account, provider, messagesUrl } = await backend(`${loginUrl}/provider/callback`);

const login = createLogin({
  url: loginUrl,
  account: {
    url: account,
    client: { id: CLIENT_ID, secret: CLIENT_SECRET },
    onFailure: ({ request, status }) => console.warn(`${request}: ${status ?? 'no answer'}`),
  },
  store: REDIS_URL === undefined ? memoryStore() : redisStore(REDIS_URL),
  ...(provider && { provider }),
});

const requests = createServerAdapter<{ readonly req?: IncomingMessage }>((request, { req }) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/graphql') return forward(request);
  if (pathname === '/options') return Response.json({ provider: provider !== null, messagesUrl });
  const address = req?.socket.remoteAddress;
  return login.fetch(request, address === undefined ? {} : { address });
});

/** Page, log-in and GraphQL have one origin, so that nothing is asked across sites. */
async function forward(request: Request): Promise<Response> {
  const headers = new Headers();
  for (const name of ['authorization', 'content-type', 'accept']) headers.set(name, request.headers.get(name) ?? '');
  const {
    status,
    body,
    headers: told,
  } = await fetch(graphqlUrl, { method: 'POST', headers, body: await request.text() });
  return new Response(body, { status, headers: { 'content-type': told.get('content-type') ?? '' } });
}

const page = sirv(fileURLToPath(new URL('../page', import.meta.url)), {
  setHeaders: (response) =>
    response.setHeader(
      'content-security-policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    ),
});

createServer((request, response) => {
  if (/^\/(login|graphql|options)\b/.test(request.url ?? '')) void requests(request, response);
  else
    page(request, response, () => {
      response.writeHead(404).end();
    });
}).listen(Number(PORT), () => console.log(`The app is at ${PUBLIC_URL}`));
