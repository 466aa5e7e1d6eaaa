import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { Explanation } from '../../src/advice/explain.ts';
import { type Caller, useCaller, useCallers } from './callers.ts';
import { postAs } from './tokens.ts';

/** What is known of the operation in the editor. */
export type Reading =
  /** There is no operation yet. */
  | { readonly kind: 'empty' }
  /** It cannot be explained as it stands. */
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'told'; readonly told: Told };

/** An operation explained. */
export interface Told {
  /** The text that was explained. */
  readonly query: string;
  /** For the caller. */
  readonly mine: Explanation;
  /** For somebody who may do everything: what is denied to the caller has calls in it as well. */
  readonly whole: Explanation;
}

interface Question {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName: string | null;
}

/** Milliseconds after the last key until the server is asked. */
const pause = 250;

/** What was read last. */
export const useReading = create<{ readonly reading: Reading }>(() => ({ reading: { kind: 'empty' } }));

/** Explains the operation in the editor for the caller of its tab, again with each change of either. */
export function useExplaining(isExplained: boolean): void {
  const question = useQuestion();
  const caller = useCaller();
  const token = useCallers((state) => (caller.kind === 'token' ? state.token : null));
  // A caller is made anew each time: what it says is what counts.
  useEffect(() => {
    if (!isExplained || !/[{]/.test(question.query)) {
      useReading.setState({ reading: { kind: 'empty' } });
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      explain(question, caller, stop.signal).then(
        (reading) => useReading.setState({ reading }),
        (error: unknown) => {
          if (!stop.signal.aborted) useReading.setState({ reading: { kind: 'wrong', message: String(error) } });
        },
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [isExplained, JSON.stringify(question), JSON.stringify(caller), token]);
}

async function explain(question: Question, caller: Caller, signal: AbortSignal): Promise<Reading> {
  const [mine, whole] = await Promise.all([ask(question, caller, signal), ask(question, { kind: 'nobody' }, signal)]);
  if ('message' in mine) return { kind: 'wrong', message: mine.message };
  if ('message' in whole) return { kind: 'wrong', message: whole.message };
  return { kind: 'told', told: { query: question.query, mine, whole } };
}

async function ask(
  question: Question,
  caller: Caller,
  signal: AbortSignal,
): Promise<Explanation | { readonly message: string }> {
  const response = await postAs(caller, 'explain', question, signal);
  const answer: Explanation & { readonly errors?: readonly { readonly message: string }[] } = await response.json();
  const [problem] = answer.errors ?? [];
  return problem === undefined ? answer : { message: problem.message };
}

/** The texts in the editors, as they are now. */
function useQuestion(): Question {
  const { queryEditor, variableEditor, operationName } = useGraphiQL(
    ({ queryEditor, variableEditor, operationName }) => ({
      queryEditor,
      variableEditor,
      operationName,
    }),
  );
  const [texts, setTexts] = useState({ query: '', variables: '' });
  useEffect(() => {
    const read = () => setTexts({ query: queryEditor?.getValue() ?? '', variables: variableEditor?.getValue() ?? '' });
    read();
    const listeners = [queryEditor, variableEditor].map((editor) => editor?.onDidChangeModelContent(read));
    return () => {
      for (const listener of listeners) listener?.dispose();
    };
  }, [queryEditor, variableEditor]);
  return { query: texts.query, variables: variablesOf(texts.variables), operationName: operationName ?? null };
}

/** Variables as far as they can be read; null while they are being typed. */
function variablesOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
