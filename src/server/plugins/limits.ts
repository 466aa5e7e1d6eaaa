import { holdGuesses } from '../limits/guesses.ts';
import { holdVariables, type Limits } from '../limits/limits.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Holds variables to their limits before they are read, and a request to one guess of a secret before anything runs. */
export function useLimits(limits: Limits): ServerPlugin {
  return {
    onParams({ params }) {
      holdVariables(params.variables ?? {}, limits);
    },
    onExecute({ context: { tree, variables } }) {
      if (tree !== null && variables !== null) holdGuesses(tree, variables);
    },
  };
}
