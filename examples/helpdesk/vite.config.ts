import { defineConfig, type Plugin } from 'vite';

const account = process.env['ACCOUNT'] ?? 'http://127.0.0.1:4010/v1/accounts/T00000001';
const secret = process.env['CLIENT_SECRET'] ?? 'sandbox-secret';
/** API clients that people of this helpdesk may be given the token of. */
const clients = ['helpdesk-lead', 'helpdesk', 'helpdesk-basic'];

/**
 * The helpdesk's own server, where the secrets of its API clients are: `/token?as=helpdesk` answers an access token. A real
 * one first asks who the person is.
 */
function tokens(): Plugin {
  const answer = async (url: string): Promise<{ readonly status: number; readonly text: string }> => {
    const client = new URL(url, 'http://helpdesk').searchParams.get('as') ?? '';
    if (!clients.includes(client)) return { status: 404, text: '{}' };
    const response = await fetch(`${account}/auth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', audience: account }),
    });
    return response.ok ? { status: 200, text: await response.text() } : { status: 502, text: '{}' };
  };
  const serve: Plugin['configureServer'] & Plugin['configurePreviewServer'] = ({ middlewares }) => {
    middlewares.use('/token', (request, response) => {
      answer(request.originalUrl ?? '').then(
        ({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
        () => response.writeHead(502).end(),
      );
    });
  };
  return { name: 'tokens', configureServer: serve, configurePreviewServer: serve };
}

export default defineConfig({
  plugins: [tokens()],
  server: { port: 5173 },
  define: { GRAPHQL_URL: JSON.stringify(process.env['GRAPHQL_URL'] ?? 'http://localhost:4000/graphql') },
});
