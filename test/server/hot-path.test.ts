import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const root = new URL('../../', import.meta.url).pathname;

/** What vitest calls whenever a module reads what another exports: no function of ours. */
const exportGetter = /^\(\) => \{ try \{ return \w+ \} catch \{\} \}$/;

/** How often functions of ours are called while something goes on, by file below `src/`: V8 counts, so it is the same each time. */
async function callsDuring(work: () => Promise<unknown>): Promise<ReadonlyMap<string, number>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Debugger.enable');
  const calls = new Map<string, number>();
  for (const { scriptId, url, functions } of result) {
    const path = url.replace('file://', '');
    if (!path.startsWith(`${root}src/`) || path.startsWith(`${root}src/sandbox/`)) continue;
    const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId });
    const sum = functions
      .flatMap(({ ranges: [whole] }) => whole ?? [])
      .filter(({ startOffset, endOffset }) => !exportGetter.test(scriptSource.slice(startOffset, endOffset)))
      .reduce((total, { count }) => total + count, 0);
    calls.set(path.slice(`${root}src/`.length), sum);
  }
  session.disconnect();
  return calls;
}

/** What reads, checks and plans a document: for one that was asked for before, none of it is called. */
const once =
  /^(execution\/grow|plan\/(selection|decisions|totals|skips|calls|answer-size|gates|carried)|server\/limits\/(operation|text)-size)\.ts$/;

describe('an operation that was asked for twice', () => {
  it.each([
    ['helpdesk/Customer360', { customerId: 'C1001' }],
    ['helpdesk/ReceiptDetail', { customerId: 'C1001', receiptId: 'R1' }],
  ])('is not read, checked or planned again: %s', async (name, variables) => {
    const token = await harness.sandbox.token('helpdesk');
    // What holds calls to their document plans it, too.
    const ask = () => harness.ask(shipped(name), { token, variables, isHeld: false });
    // Documents that come once are not remembered: the second time it is read again.
    for (let time = 0; time < 2; time += 1) {
      const first = await callsDuring(ask);
      expect([...first.keys()].filter((path) => once.test(path)).length).toBeGreaterThan(5);
    }
    const again = await callsDuring(ask);
    expect([...again.keys()].filter((path) => once.test(path))).toEqual([]);
  });

  it('is not planned again for another input that brings the same rules into play', async () => {
    const token = await harness.sandbox.issue({ scopes: ['write:customers'] });
    const query = `mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { customer { customerId } } }`;
    const write = (customerId: string, details: object) => () =>
      harness.ask(query, { token, variables: { input: { customerId, details } }, isHeld: false });
    for (const name of ['Kari', 'Kari Anne']) await write('C1001', { firstName: name })();
    const again = await callsDuring(write('C1002', { firstName: 'Ola' }));
    expect([...again.keys()].filter((path) => once.test(path))).toEqual([]);
    const finer = await callsDuring(write('C1002', { password: 'geheim' }));
    expect([...finer.keys()].filter((path) => once.test(path))).toContain('plan/decisions.ts');
    expect(await write('C1003', { pin: '0000' })()).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    expect(await write('C1003', { firstName: 'Ola' })()).toMatchObject({ errors: [], calls: ['updateCustomer'] });
  });
});
