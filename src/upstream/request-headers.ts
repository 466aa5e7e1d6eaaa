import { version } from '../kernel/version.ts';
import type { Endpoint } from './endpoint.ts';
import { acceptedEncodings } from './inflate.ts';

type Headers = Readonly<Record<string, string>>;

const ofBody = { 'content-type': 'application/json' };

/** Checkout wants to know which software moves money. */
const ofCheckout = { 'dintero-system-name': 'dintero-graphql', 'dintero-system-version': version };

/** What the calls of one request say of it. */
interface Told {
  readonly token: string | null;
  readonly requestId: string;
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** The headers of the calls of a request. */
export function headersFor({ token, requestId, traceparent, tracestate }: Told) {
  const common: Headers = {
    accept: 'application/json',
    'accept-encoding': acceptedEncodings,
    'user-agent': `dintero-graphql/${version}`,
    'x-request-id': requestId,
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  };
  return ({ service }: Endpoint, own: object | undefined, hasBody: boolean): Headers =>
    !hasBody && own === undefined && service !== 'checkout'
      ? common
      : { ...own, ...common, ...(hasBody && ofBody), ...(service === 'checkout' && ofCheckout) };
}
