import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Known } from '../../src/auth/access/decide.ts';
import { type Foreseen, type Foresight, foresee, notKnown } from '../../src/auth/access/foresee.ts';
import type { Gate, Way } from '../../src/auth/access/gate.ts';

describe('what is not known yet', () => {
  // A union with `unknown` is `unknown`, in which the compiler tells nothing apart.
  it('is told apart from inputs, arguments and sources by the compiler', () => {
    expectTypeOf<Known['input']>().toEqualTypeOf<object | null | typeof notKnown>();
    expectTypeOf<Foresight['input']>().toEqualTypeOf<object | null | typeof notKnown>();
    expectTypeOf<Known['args']>().toEqualTypeOf<object | typeof notKnown>();
    expectTypeOf<Foreseen['source']>().toEqualTypeOf<object | typeof notKnown>();
    expectTypeOf<Parameters<Way['owner']>[0]>().toEqualTypeOf<object>();
    expectTypeOf<Parameters<Way['applies']>[0]>().toEqualTypeOf<object>();
    expectTypeOf<Parameters<Gate['load']>[0]>().toEqualTypeOf<object>();
    expectTypeOf<typeof notKnown>().not.toExtend<object>();
  });

  it('is what comes of a gate that reads of its source what is not known', () => {
    const gate = { ways: [], input: (source: { id: string }) => ({ id: source.id }) } as unknown as Gate;
    const unseen: Foreseen = { source: notKnown, args: {}, unknownArgs: new Map(), viewer: null };
    expect(foresee(gate, unseen).input).toBe(notKnown);
    expect(foresee(gate, { ...unseen, source: { id: 'a' } }).input).toEqual({ id: 'a' });
  });
});
