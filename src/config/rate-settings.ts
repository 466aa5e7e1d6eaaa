import { headerName, networks, whole } from './forms.ts';
import { type Setting, setting } from './setting.ts';

/** Settings of the rate limit. */
export const rateSettings = {
  RATE_LIMIT: setting(
    whole(0, 1_000_000),
    0,
    'Requests that one caller may make from one address in a minute; 0 counts none.',
  ),
  TRUSTED_PROXIES: setting(
    networks,
    [],
    'Addresses and networks of the balancers in front, `10.0.0.0/8`, with commas between: `RATE_LIMIT` believes what they say in `CLIENT_ADDRESS_HEADER`. Without any, all that comes through a balancer comes from its address.',
  ),
  CLIENT_ADDRESS_HEADER: setting(
    headerName,
    'x-forwarded-for',
    'Header in which those balancers report the address of the caller; in a list, the last address that is not theirs counts.',
  ),
} as const satisfies Readonly<Record<string, Setting>>;
