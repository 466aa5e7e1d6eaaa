import { createExecute } from '../../execution/execute.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Runs operations by a plan that is made once for each document. */
export function useExecution(hideSuggestions: boolean): ServerPlugin {
  const execute = createExecute();
  return {
    onExecute({ context, setExecuteFn }) {
      setExecuteFn((args) => execute({ ...args, hideSuggestions }, context.variables ?? undefined));
    },
  };
}
