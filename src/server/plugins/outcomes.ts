import { isResult, type OutcomeOf } from '../outcome.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Turns errors into what a client may see, where Yoga writes the answer: status and headers go where it looks for them. */
export function useOutcomes(outcomeOf: OutcomeOf): ServerPlugin {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (!isResult(result)) return;
      const { result: told, status, headers } = outcomeOf(result, serverContext);
      setResult({ ...told, extensions: { ...told.extensions, http: { status, headers } } });
    },
  };
}
