import { BlockList, isIP } from 'node:net';
import { networkOf } from '../../config/forms.ts';
import type { HttpRequest } from '../http/request.ts';

/** Which proxies are trusted to report the caller's address. */
export interface AddressOptions {
  /** Addresses and networks of balancers, `10.0.0.0/8`; none: callers are known by the address of their connection. */
  readonly trustedProxies: readonly string[];
  /** Header in which they tell it, in small letters. */
  readonly clientAddressHeader: string;
}

/**
 * Tells the address that a request comes from: that of its connection, or, where a trusted balancer has that, the last one in
 * its header that is no trusted balancer's. What stands before it in the header may have been written by the caller.
 */
export function createAddressOf({
  trustedProxies,
  clientAddressHeader,
}: AddressOptions): (request: HttpRequest) => string | null {
  const trusted = new BlockList();
  for (const { address, prefix, family } of trustedProxies.map(networkOf).filter((network) => network !== null))
    trusted.addSubnet(address, prefix, family);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return ({ address, headers }) => {
    if (address === null || trustedProxies.length === 0) return address;
    let known = address;
    const told = (headers[clientAddressHeader] ?? '').split(',').reverse();
    for (const each of told) {
      const next = addressIn(each.trim());
      if (next === null || !isTrusted(known)) return known;
      known = next;
    }
    return known;
  };
}

/** An address as balancers write it, some with a port: `192.0.2.1:50000`, `[2001:db8::1]:50000`. Null for other texts. */
function addressIn(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return isIP(bare) === 0 ? null : bare;
}
