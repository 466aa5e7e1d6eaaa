import type { Gate } from '../../auth/access/gate.ts';
import type { WriteOutcome } from '../../kernel/write-outcome.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import type { GraphContext } from '../context.ts';

/**
 * The gate of a write, which notes in the request what became of it, for the audit line.
 *
 * @param outcomeOf what an answer of the gate says of it
 */
export function recorded<Answer>(
  gate: Omit<Gate, 'load'> & { load(...loading: Parameters<Gate['load']>): Promise<Answer> },
  outcomeOf: (answer: Answer) => WriteOutcome,
): Gate {
  return {
    ...gate,
    async load(input, way, call) {
      const note = (outcome: WriteOutcome) => {
        // Tools run mutations without a request.
        if ('writes' in call.context && call.info !== undefined)
          (call.context.writes as GraphContext['writes']).set(String(call.info.path.key), outcome);
      };
      try {
        const answer = await gate.load(input, way, call);
        note(outcomeOf(answer));
        return answer;
      } catch (error) {
        const isKnown = error instanceof UpstreamError && error.outcome !== 'UNKNOWN';
        note(isKnown ? 'refused' : 'unknown');
        throw error;
      }
    },
  };
}
