import { unreadable } from '../../../kernel/unreadable.ts';
import type { Draft } from '../../../upstream/contract/shopping.ts';
import type { OrderContent } from '../content/content.ts';

/** A draft with what it states about the order to come at the same level, as the fields shared with orders read it. */
export interface DraftSource extends OrderContent {
  readonly draft: Draft;
}

/** A draft as the schema's fields read it. */
export function draftSource(draft: Draft): DraftSource {
  // The members that it lacks are there: they cannot be read.
  if (draft.order === unreadable) return new Proxy({ draft } as DraftSource, { get: unreadableBut });
  return { ...draft.order, draft };
}

function unreadableBut(known: DraftSource, name: string | symbol): unknown {
  return name in known || typeof name === 'symbol' ? Reflect.get(known, name) : unreadable;
}
