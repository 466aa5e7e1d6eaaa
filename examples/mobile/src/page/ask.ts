import { createClient, loginToken } from 'dintero-graphql/client';
import { texts } from './texts.ts';

/** The app's data. Its token comes from the log-in, which the browser's cookie stands for. */
export function newClient() {
  return createClient({ url: '/graphql', token: loginToken('/login'), documents: 'prefer' });
}

/** What the log-in answered: null where it went well, else what to say. */
export async function askLogin(path: string, body: object = {}): Promise<string | null> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`/login${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => null,
  );
  if (response?.ok) return null;
  if (response === null || response.status >= 500) return texts.unavailable;
  return response.status === 429 ? texts.tooMany : texts.failed;
}
