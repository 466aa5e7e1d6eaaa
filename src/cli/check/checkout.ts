import type { Viewer } from '../../auth/viewer.ts';
import type { DinteroConfig } from '../../config/config.ts';
import { createUpstream } from '../../upstream/client.ts';
import { listPayments } from '../../upstream/endpoints/checkout.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { failed, passed, type Step, skipped } from './step.ts';

/** The addresses of checkout that Dintero documents. */
const addresses = ['https://checkout.dintero.com/v1', 'https://api.dintero.com/v1/accounts/{aid}/payments'];

const name = 'address of checkout';

/** Which address of checkout answers: the one of the settings, or another one that is `documented`. */
export async function checkCheckout(
  { accountId, baseUrl, checkoutBaseUrl = baseUrl, proxy }: DinteroConfig,
  { scopes, token }: Pick<Viewer, 'scopes' | 'token'>,
  documented: readonly string[] = addresses,
): Promise<Step> {
  if (!listPayments.scopes.some((scope) => scopes.has(scope)))
    return skipped(name, `the token has none of ${listPayments.scopes.join(', ')}: fields of payments are null for it`);
  const problem = await problemAt(checkoutBaseUrl);
  if (problem === null) return passed(name, `${checkoutBaseUrl} answers`);
  const found = [`${checkoutBaseUrl}: ${problem}`];
  for (const url of documented.filter((each) => each !== checkoutBaseUrl)) {
    const other = await problemAt(url);
    if (other === null) return failed(name, [...found, `${url} answers`], `Set CHECKOUT_BASE_URL=${url}`);
    found.push(`${url}: ${other}`);
  }
  return failed(name, found, 'Look at CHECKOUT_BASE_URL, and whether the account has checkout at all.');

  /** Null: it answers. */
  async function problemAt(url: string): Promise<string | null> {
    const upstream = createUpstream({ baseUrl, checkoutBaseUrl: url, accountId, proxy });
    try {
      const session = upstream.session({ token, requestId: 'check', deadline: Date.now() + 10_000, budget: 2 });
      await session.call(listPayments, { query: { limit: 1 } });
      return null;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const { kind, status, fault } = error;
      return [kind.replaceAll('_', ' '), fault ?? status].filter((each) => each !== undefined).join(', ');
    } finally {
      await upstream.close();
    }
  }
}
