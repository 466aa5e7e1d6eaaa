import type { GraphiQLProps } from 'graphiql';
import { type ExecutionResult, Kind, parse } from 'graphql';
import { create } from 'zustand';
import { callerOf, useCallers } from './callers.ts';
import { askForSchema } from './schema.ts';
import { postAs } from './tokens.ts';

/** What the last operation took. */
export interface Run {
  readonly tab: string | null;
  readonly status: number;
  /** Until the whole answer was there. */
  readonly milliseconds: number;
  /** Codes of its errors. */
  readonly codes: readonly string[];
  /** Null: the server did not say. */
  readonly cost: Cost | null;
}

/** `extensions.cost` of an answer. */
interface Cost {
  readonly calls: number;
  readonly waves: number;
  readonly budget: number;
}

type Answer = ExecutionResult<Record<string, unknown>, { readonly cost?: Cost }>;

/** The last run of this page; null: none yet. */
export const useRun = create<{ readonly run: Run | null }>(() => ({ run: null }));

/** Sends an operation as the caller of the tab that is open, and asks what it cost. */
export const fetcher: GraphiQLProps['fetcher'] = async ({ query, variables, operationName: named }) => {
  const operationName = nameIn(query, named);
  if (operationName === 'IntrospectionQuery') return askForSchema(query);
  const state = useCallers.getState();
  const body = { query, variables, operationName, extensions: { cost: true } };
  const startedAt = performance.now();
  const response = await postAs(callerOf(state, state.tab), 'graphql', body);
  const answer: Answer = await response.json();
  useRun.setState({
    run: {
      tab: state.tab?.id ?? null,
      status: response.status,
      milliseconds: performance.now() - startedAt,
      codes: (answer.errors ?? []).map(({ extensions }) => String(extensions['code'] ?? 'UNKNOWN')),
      cost: answer.extensions?.cost ?? null,
    },
  });
  return inReadingOrder(answer);
};

/** The name, unless the document lacks it: for a moment after a tab is opened GraphiQL has that of the tab before. */
function nameIn(query: string, name: string | null | undefined): string | null | undefined {
  try {
    const { definitions } = parse(query);
    return definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.name?.value === name)
      ? name
      : undefined;
  } catch {
    // The server says what is wrong with the document.
    return name;
  }
}

/** What has arrived comes before what has not. */
function inReadingOrder({ data, errors, ...rest }: Answer): Answer {
  return { ...(data !== undefined && { data }), ...(errors !== undefined && { errors }), ...rest };
}
