import { createKeyStore } from '../../auth/tokens/keys.ts';
import { createVerifier } from '../../auth/tokens/verify.ts';
import type { Viewer } from '../../auth/viewer.ts';
import type { Config, DinteroConfig } from '../../config/config.ts';
import { keySources } from '../../server/key-sources.ts';
import { tokenSettings } from '../../server/token-settings.ts';
import { createUpstream, type Upstream } from '../../upstream/client.ts';
import { checkCheckout } from './checkout.ts';
import { connectionAdvice } from './connection.ts';
import { checkKeys, checkTokenEndpoint } from './keys.ts';
import { checkReads } from './reads.ts';
import { failed, passed, type Step, skipped } from './step.ts';
import { checkClaims, checkToken } from './token.ts';

/** Tries an account with the settings that the server would have, one step after the other. */
export async function* checkAccount(
  config: Config,
  dintero: DinteroConfig,
  givenToken: string | null,
): AsyncGenerator<Step> {
  const { accountId, baseUrl, checkoutBaseUrl, client, proxy } = dintero;
  const tokens = tokenSettings(config, accountId);
  const account = client && { baseUrl, accountId, clientId: client.id, clientSecret: client.secret, proxy };
  const upstream = createUpstream({
    baseUrl,
    checkoutBaseUrl,
    accountId,
    proxy,
    callTimeout: config.upstreamCallTimeout,
    asItIs: true,
  });
  try {
    yield await checkReachable(upstream, baseUrl);
    const own = account === null ? null : await checkTokenEndpoint(account);
    if (own !== null) yield own.step;
    if (own === null || own.token !== null) yield* await checkKeys(dintero, account);
    const token = givenToken ?? own?.token ?? null;
    if (token === null) {
      yield skipped('token', 'there is none to try: give one with --token');
      return;
    }
    const verify = createVerifier({ ...tokens, keys: createKeyStore({ sources: keySources(dintero, tokens) }) });
    const { step, viewer } = await checkToken(token, verify);
    yield step;
    yield* checkClaims(token, tokens) ?? [];
    if (viewer === null) yield skipped('reads', 'the token was not accepted');
    else {
      yield await checkCheckout(dintero, viewer);
      yield* checkReads(sessionOf(upstream, viewer), viewer);
    }
  } finally {
    await upstream.close();
  }
}

async function checkReachable(upstream: Upstream, baseUrl: string): Promise<Step> {
  const name = `connection to ${new URL(baseUrl).host}`;
  const outage = await upstream.outage();
  if (outage === null) return passed(name);
  const { reason, fault } = outage;
  if (reason === 'path')
    return failed(name, ['404 for the keys of the account'], 'DINTERO_BASE_URL or DINTERO_ACCOUNT_ID is wrong.');
  return failed(name, [`there is no answer: ${fault ?? reason}`], connectionAdvice(fault));
}

const wholeCheck = 120_000;

function sessionOf(upstream: Upstream, { token }: Viewer) {
  return upstream.session({
    token,
    requestId: 'check',
    deadline: Date.now() + wholeCheck,
    budget: 200,
  });
}
