import { type AccessOptions, createAccess } from '../access.ts';
import type { ServerPlugin } from '../request-context.ts';

/**
 * Decides an operation before it runs: fields that the caller may not see are not run, what costs too much is refused, and
 * what is known ahead is asked for at once. What was denied, and what it cost for those who ask, is added to the result.
 */
export function useAccess(options: AccessOptions): ServerPlugin {
  const { mode, callBudget: budget } = options;
  const decide = createAccess(options);
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      const { operation, variables } = context;
      if (operation === null || variables === null) return undefined;
      const { document } = args;
      const read = context.document;
      const isRemembered = read !== null && 'isRemembered' in read && read.document === document && read.isRemembered;
      const { operationName = null } = args;
      const decision = decide({ document, isRemembered, operationName, variables, context });
      if ('errors' in decision) {
        setResultAndStopExecution(decision);
        return undefined;
      }
      const wantsCost = context.params.extensions?.['cost'] === true;
      return {
        onExecuteDone({ result, setResult }) {
          if (!('data' in result)) return;
          const { access, session } = context;
          const errors = [...(result.errors ?? []), ...access.errors];
          const extensions = {
            ...(mode === 'report' && { access: { denied: [...access.denials.values()] } }),
            ...(wantsCost && { cost: { calls: session.callCount, waves: decision.waves, budget } }),
          };
          setResult({
            ...result,
            ...(errors.length > 0 && { errors }),
            ...(Object.keys(extensions).length > 0 && { extensions }),
          });
        },
      };
    },
  };
}
