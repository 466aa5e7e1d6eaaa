import { randomInt } from 'node:crypto';
import type { CustomersState, LogInState } from '../../state.ts';

/** Six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** Sends a code to the address or phone that a customer has; nothing to one who has none. */
export function send(
  { customers, messages }: CustomersState & LogInState,
  customerId: string,
  channel: 'sms' | 'email',
  code: string,
): void {
  const customer = customers.get(customerId);
  const to = channel === 'sms' ? customer?.phone_number : customer?.email;
  if (typeof to === 'string') messages.push({ to, code });
}
