import type { Viewer } from '../../auth/viewer.ts';
import { type AnswerDeviation, deviationsOf } from '../../upstream/contract-check/deviations.ts';
import type { Endpoint } from '../../upstream/endpoint.ts';
import { listPayments } from '../../upstream/endpoints/checkout.ts';
import { customerExists, getCustomer, listCustomers, listLocations } from '../../upstream/endpoints/customers.ts';
import { listCustomerDiscounts, listDiscounts } from '../../upstream/endpoints/discounts.ts';
import { listCustomerReceipts } from '../../upstream/endpoints/receipts.ts';
import { listCustomerOrders, listOrders } from '../../upstream/endpoints/shopping.ts';
import { listCards, listCustomerCards } from '../../upstream/endpoints/wallets.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { type Page, type PageRequest, type Position, pageRequest } from '../../upstream/page.ts';
import type { UpstreamSession } from '../../upstream/session.ts';
import { failed, passed, type Step, skipped } from './step.ts';

/** The lists that are read: one per service, of the whole account or of one customer. */
const lists: readonly List[] = [
  { of: listCustomers, read: (session, query) => session.call(listCustomers, { query }) },
  { of: listLocations, read: (session, query) => session.call(listLocations, { query }) },
  { of: listCustomerReceipts, readOf: (session, query, path) => session.call(listCustomerReceipts, { path, query }) },
  { of: listCards, read: (session, query) => session.call(listCards, { query }) },
  { of: listCustomerCards, readOf: (session, query, path) => session.call(listCustomerCards, { path, query }) },
  { of: listDiscounts, read: (session, query) => session.call(listDiscounts, { query }) },
  { of: listCustomerDiscounts, readOf: (session, query, path) => session.call(listCustomerDiscounts, { path, query }) },
  { of: listOrders, read: (session, query) => session.call(listOrders, { query }) },
  { of: listPayments, read: (session, query) => session.call(listPayments, { query }) },
  { of: listCustomerOrders, readOf: (session, query, path) => session.call(listCustomerOrders, { path, query }) },
];

type Query = PageRequest['query'];
type List = { readonly of: Endpoint } & (
  | { readonly read: (session: UpstreamSession, query: Query) => Promise<unknown> }
  | { readonly readOf: (session: UpstreamSession, query: Query, path: { customer_id: string }) => Promise<unknown> }
);

const pageSize = 2;

/** Reads two pages of each list for which the viewer has the scopes, and compares the answers with the contract. */
export async function* checkReads(session: UpstreamSession, viewer: Viewer): AsyncGenerator<Step> {
  let customerId = viewer.customerId;
  if (customerId !== null) yield await checkOwnCustomer(session, viewer, customerId);
  for (const list of lists) {
    const { scopes } = list.of;
    if (!scopes.some((scope) => viewer.scopes.has(scope))) {
      yield skipped(labelOf(list.of), `the token has none of ${scopes.slice(0, 3).join(', ')}`);
      continue;
    }
    const read = readerOf(list, session, customerId);
    if (read === undefined) {
      yield skipped(labelOf(list.of), 'no customer is known to ask for');
      continue;
    }
    const { step, items } = await checkList(list.of, read);
    if (list.of === listCustomers) customerId ??= idOf(items[0]);
    yield step;
  }
  yield* checkAbsence(session, viewer);
}

const nobody = 'nobody-has-this-id-5b1f0c';
const absences = [
  { of: getCustomer, read: (session: UpstreamSession) => session.call(getCustomer, { path: { customer_id: nobody } }) },
  {
    of: customerExists,
    read: (session: UpstreamSession) => session.call(customerExists, { query: { email: `${nobody}@example.com` } }),
  },
] as const;

/** Asks for a customer that nobody is, and proves that the answer is read as absence. */
async function* checkAbsence(session: UpstreamSession, viewer: Viewer): AsyncGenerator<Step> {
  for (const { of, read } of absences) {
    const label = `${labelOf(of)}, of nobody`;
    if (!of.scopes.some((scope) => !scope.startsWith('user:') && viewer.scopes.has(scope))) {
      yield skipped(label, 'the token has no scope for it');
      continue;
    }
    const error: unknown = await read(session).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null) yield failed(label, ['success for what is not there']);
    else if (error instanceof UpstreamError && error.kind === 'not_found')
      yield passed(label, '404 in the form of the service');
    // The account may have switched the question off.
    else if (error instanceof UpstreamError && error.status === 405)
      yield skipped(label, 'the account has switched it off');
    else yield { ...refusedStep(of, error), name: label };
  }
}

type Read = (query: Query) => Promise<unknown>;

function readerOf(list: List, session: UpstreamSession, customerId: string | null): Read | undefined {
  if ('read' in list) return (query) => list.read(session, query);
  return customerId === null ? undefined : (query) => list.readOf(session, query, { customer_id: customerId });
}

async function checkOwnCustomer(session: UpstreamSession, { scopes }: Viewer, customerId: string): Promise<Step> {
  if (!getCustomer.scopes.some((scope) => scopes.has(scope)))
    return skipped(labelOf(getCustomer), 'the token has no scope for it');
  try {
    const answer = await session.call(getCustomer, { path: { customer_id: customerId } });
    return heldToContract(getCustomer, [answer], []);
  } catch (error) {
    const step = refusedStep(getCustomer, error);
    const isMissing = error instanceof UpstreamError && error.kind === 'not_found';
    const change =
      "The token's customer is not one of the account: look at TOKEN_CUSTOMER_CLAIM and TOKEN_CUSTOMER_FORM.";
    return isMissing ? { ...step, change: [change] } : step;
  }
}

async function checkList(of: Endpoint, read: Read): Promise<{ step: Step; items: readonly object[] }> {
  try {
    const first = await readPage(of, read, null);
    const second = first.page.next === null ? null : await readPage(of, read, first.page.next);
    const answers = [first.answer, ...(second === null ? [] : [second.answer])];
    const lost = first.page.lost + (second?.page.lost ?? 0);
    const problems = [
      ...(lost > 0 ? [`${lost} rows that cannot be read or have no id`] : []),
      ...(second === null ? [] : pagingProblems(first.page, second.page)),
    ];
    const found = [`${first.page.items.length} rows${second === null ? '' : `, then ${second.page.items.length}`}`];
    return { step: heldToContract(of, answers, found, problems), items: first.page.items };
  } catch (error) {
    return { step: refusedStep(of, error), items: [] };
  }
}

async function readPage(of: Endpoint, ask: Read, from: Position | null) {
  const { query, read } = pageRequest(of, { first: pageSize, from });
  const answer = await ask(query);
  return { answer, page: read(answer, {}) };
}

/** The same row is on both pages: the service ignores the cursor, or its rows do not contain it. */
function pagingProblems(first: Page<object>, second: Page<object>): string[] {
  const seen = new Set(first.items.map((item) => JSON.stringify(item)));
  return second.items.some((item) => seen.has(JSON.stringify(item))) ? [repeats] : [];
}

const repeats = 'the second page repeats the first: starting_after is ignored, or rows do not hold what it takes';

function heldToContract(
  of: Endpoint,
  answers: readonly unknown[],
  found: readonly string[],
  problems: readonly string[] = [],
): Step {
  const each = answers.flatMap((answer) => deviationsOf(of.name, answer));
  const unique = [...new Set(each.map(({ path, expected }: AnswerDeviation) => `${path || 'the answer'} ${expected}`))];
  if (unique.length === 0 && problems.length === 0) return passed(labelOf(of), ...found, 'as the contract has it');
  const lines = [...found, ...problems, ...unique.slice(0, maxLines)];
  const more = unique.length > maxLines ? [`and ${unique.length - maxLines} more`] : [];
  return failed(
    labelOf(of),
    [...lines, ...more],
    'The contract is wrong here (schema/upstream/): please report these lines.',
  );
}

const maxLines = 20;

function refusedStep(of: Endpoint, error: unknown): Step {
  if (!(error instanceof UpstreamError)) throw error;
  const { kind, status, flaw } = error;
  const what = [kind, ...(flaw === undefined ? [] : [flaw])].join(': ').replaceAll('_', ' ');
  const found = [status === undefined ? what : `${what} (${status})`, ...(flaw === 'cursor' ? [repeats] : [])];
  const label = labelOf(of);
  if (kind === 'refused') return failed(label, found, `Dintero refuses it: one of ${of.scopes.join(', ')} should do.`);
  if (kind === 'not_found')
    return failed(label, found, 'The path is not there: it may be only inferred in the contract.');
  return failed(label, found);
}

function labelOf({ method, path }: Endpoint): string {
  return `${method} ${path.replace(/^\/accounts\/\{\w+\}/, '')}`;
}

function idOf(row: object | undefined): string | null {
  const id: unknown = row && (Reflect.get(row, 'customer_id') ?? Reflect.get(row, 'id'));
  return typeof id === 'string' ? id : null;
}
