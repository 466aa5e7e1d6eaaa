import { execute } from '../../execution/execute.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Runs operations as they were read, without the fields that the caller may not see. */
export function useExecution(hideSuggestions: boolean): ServerPlugin {
  return {
    onExecute({ context, setExecuteFn }) {
      const { tree, variables } = context;
      if (tree === null || variables === null) return;
      setExecuteFn(({ rootValue }) => {
        return execute(tree, { context, rootValue, variables, hideSuggestions, skips: context.skips });
      });
    },
  };
}
