import { expect, it } from 'vitest';
import type { Harness } from './harness.ts';

/** Tests that mutations, by name with an input each, are denied to who may only read and to customers, without a call. */
export function deniesReadersAndCustomers(run: Harness['mutate'], inputs: Readonly<Record<string, object>>): void {
  it.each(Object.entries(inputs))(
    'denies %s to who may only read, and to customers, without a call',
    async (name, input) => {
      for (const as of ['helpdesk', 'mobile'] as const)
        expect(await run(name, input, '__typename', { as })).toMatchObject({
          codes: ['INSUFFICIENT_SCOPE'],
          calls: [],
        });
    },
  );
}
