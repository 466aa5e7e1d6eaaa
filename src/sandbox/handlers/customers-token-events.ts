import type { BodyOf } from '../../upstream/endpoint.ts';
import { found } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { SandboxState } from '../state.ts';

type Noted = Required<BodyOf<'findCustomerByToken'>>;

/** Notes what happened to a token; how long it counts, the settings tell by the status that it gives. */
export function addTokenEvent(state: SandboxState, { type, value }: Noted['token'], event: Noted['event']): void {
  const at = stamp(state);
  const known = state.tokenEvents.find((each) => each.type === type && each.value === value);
  const record = known ?? { id: freshId(state), type, value, status: 'UNKNOWN', events: [] };
  if (known === undefined) state.tokenEvents.unshift(record);
  const expiry = state.settings.tokens?.event_expiry?.find(({ status }) => status === event.status);
  const expiresAt = expiry && new Date(Date.parse(at) + expiry.time_to_live * 1000).toISOString();
  record.events.unshift({ ...event, created_at: at, ...(expiresAt !== undefined && { expires_at: expiresAt }) });
  record.status = event.status ?? record.status;
}

/** Writes of what happened to tokens. */
export const tokenEventWrites = {
  deleteTokenEvents: ({ body }, state) => {
    const { token, event } = body;
    const record = state.tokenEvents.find(({ type, value }) => type === token.type && value === token.value);
    if (record === undefined) return found(undefined);
    const left = record.events.filter((each) => event?.event !== undefined && each.event !== event.event);
    record.events.splice(0, record.events.length, ...left);
    record.status = left[0]?.status ?? 'UNKNOWN';
    return { status: 204 };
  },
} satisfies Handlers;
