import type { Way } from '../../auth/access/gate.ts';
import { ruleOf } from '../../auth/access/rule.ts';
import { memberOf } from '../../kernel/record.ts';
import { Memory } from '../../loaders/memory.ts';
import type { ReadAnswer, ReadInput, View, ViewWay } from '../../loaders/view.ts';
import type { Endpoint, EndpointName } from '../../upstream/endpoint.ts';

/** What a field can call: an endpoint, or a view of several. */
export type Callable = Endpoint | View<never, unknown>;

/** The input of a call. */
export type InputFor<Called> =
  Called extends View<infer Input, unknown>
    ? Input
    : Called extends Endpoint<infer Name extends EndpointName>
      ? ReadInput<Name>
      : never;

/** The answer of a call, if there is one. */
export type AnswerFor<Called> =
  Called extends View<never, infer Answer>
    ? NonNullable<Answer>
    : Called extends Endpoint<infer Name extends EndpointName>
      ? NonNullable<ReadAnswer<Name>>
      : never;

/** A way that can be called. */
export interface ReadWay extends Way {
  read(memory: Memory, input: object): Promise<unknown>;
}

/** The ways of a view, or the one way of an endpoint. */
export function waysOf(called: Callable): readonly [ReadWay, ...ReadWay[]] {
  if ('view' in called) {
    // They only get inputs of the field that calls the view, which have its type.
    const [first, ...others] = called.ways as View<object, unknown>['ways'];
    return [wayOfView(first), ...others.map(wayOfView)];
  }
  return [wayTo(called)];
}

/** The one way to an endpoint. */
export function wayTo(endpoint: Endpoint): ReadWay {
  return {
    when: null,
    applies: () => true,
    preferred: false,
    endpoints: [endpoint],
    shortcuts: [],
    rule: ruleOf([endpoint]),
    owner: (input) => ownerOf(endpoint, input),
    counts: [{ endpoint, per: 'parent', most: 1 }],
    read: (memory, input) => Memory.read(memory, endpoint, input),
  };
}

function wayOfView(way: ViewWay<object, unknown>): ReadWay {
  const { when = null, preferred = false, uses, owner, applies = () => true } = way;
  const endpoints = Object.values(uses);
  // `user:` scopes count only if the view says whose data it reads.
  const counted = owner === undefined ? endpoints.map((each) => ({ ...each, owner: null })) : endpoints;
  return {
    when,
    preferred,
    endpoints,
    shortcuts: 'shortcuts' in way ? Object.values(way.shortcuts ?? {}) : [],
    rule: ruleOf(counted),
    applies: (input) => applies(input),
    owner: (input) => owner?.(input),
    counts: way.counts ?? endpoints.map((endpoint) => ({ endpoint, per: 'parent', most: 1 })),
    read: (memory, input) => Memory.view(memory, way, input),
  };
}

/** The id of the customer whose data a request is about, read where the endpoint says; null: no customer's. */
function ownerOf({ owner }: Endpoint, input: object): string | null {
  if (owner !== 'path' && owner !== 'body') return null;
  const part = memberOf(input, owner);
  const id = memberOf(part, 'customer_id');
  return typeof id === 'string' ? id : null;
}
