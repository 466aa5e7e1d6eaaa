import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ApiClient, type ClientAdmin, clientAdmin } from '../../accounts/clients.ts';
import { unverifiedClaims } from '../../auth/tokens/unverified.ts';
import type { DinteroConfig } from '../../config/config.ts';
import { readEgress } from '../../config/egress.ts';
import { readValues } from '../../config/values.ts';
import { createUpstream } from '../../upstream/client.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { exitWith } from '../process.ts';

/** Arguments by which a command gets at an account. The token is no argument: other users of a machine see those. */
export const adminArgs = {
  'admin-token-file': {
    type: 'string',
    description: "File with an administrator's access token; else the variable ADMIN_TOKEN.",
    valueHint: 'file',
  },
} as const;

/** Argument by which a command names one API client. */
export const clientArgs = {
  client: { type: 'positional', required: true, description: 'The name that the client logs in with, or its id.' },
} as const;

/** An account, and its clients as an administrator may see them. */
export interface Account {
  readonly accountId: string;
  readonly clients: ClientAdmin;
  /** Whether the administrator's token is of this client, as far as the token tells. */
  isOwn(client: ApiClient): boolean;
}

/** The account that the environment names: `DINTERO_ACCOUNT_ID`, and `DINTERO_BASE_URL` where that is not Dintero's own. */
export function accountOfEnvironment(): Pick<DinteroConfig, 'accountId' | 'baseUrl' | 'proxy'> {
  const { DINTERO_ACCOUNT_ID, DINTERO_BASE_URL, EGRESS_PROXY, EGRESS_PROXY_FILE } = process.env;
  const { values, problems } = readValues({ DINTERO_ACCOUNT_ID, DINTERO_BASE_URL, EGRESS_PROXY, EGRESS_PROXY_FILE });
  const egress = readEgress(values.egressProxy, process.env);
  problems.push(...egress.problems);
  if (problems.length > 0) exitWith(problems.join('\n'), 2);
  if (values.dinteroAccountId === null) exitWith('Set DINTERO_ACCOUNT_ID to your account.', 2);
  return { accountId: values.dinteroAccountId, baseUrl: values.dinteroBaseUrl, proxy: egress.proxy };
}

/** Does something with the clients of an account; ends the program, in words, where the account refuses. */
export async function withAccount<Result>(
  tokenFile: string | undefined,
  act: (account: Account) => Promise<Result>,
): Promise<Result> {
  const { accountId, baseUrl, proxy } = accountOfEnvironment();
  const token = await readToken(tokenFile);
  const upstream = createUpstream({ baseUrl, accountId, proxy });
  const session = upstream.session({
    token,
    requestId: randomUUID(),
    deadline: Date.now() + 600_000,
    budget: 20,
  });
  try {
    const { sub, azp, client_id: named } = unverifiedClaims(token) ?? {};
    const owners: ReadonlySet<unknown> = new Set([sub, azp, named].filter((owner) => typeof owner === 'string'));
    return await act({
      accountId,
      clients: clientAdmin(session),
      isOwn: ({ id, client_id: clientId }) => owners.has(id) || owners.has(clientId),
    });
  } catch (error) {
    if (error instanceof UpstreamError) return exitWith(failureText(error));
    throw error;
  } finally {
    await upstream.close();
  }
}

async function readToken(file: string | undefined): Promise<string> {
  const given = file === undefined ? process.env['ADMIN_TOKEN'] : await readFile(file, 'utf8').catch(() => undefined);
  const token = given?.trim().replace(/^Bearer /, '');
  if (token) return token;
  return exitWith(
    file === undefined
      ? "Set ADMIN_TOKEN to an administrator's access token (write:accounts), or say --admin-token-file."
      : `${file} cannot be read, or is empty.`,
    2,
  );
}

/** What went wrong, and what to do about it. */
export function failureText({ kind, status, endpoint, outcome }: UpstreamError): string {
  const what = `${endpoint}: `;
  if (status === 401) return `${what}the account does not know the token. Has it expired (they last some hours)?`;
  if (kind === 'refused')
    return `${what}the token may not do this. It needs admin:accounts or write:accounts; the server's own client has neither, and should not.`;
  if (kind === 'bad_request') return `${what}the account did not take the request (status ${status}).`;
  const unknown = outcome === 'UNKNOWN' ? ' Whether it was acted upon is not known: look before you try again.' : '';
  return `${what}${kind.replace('_', ' ')}${status === undefined ? '' : ` (status ${status})`}.${unknown}`;
}
