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
    onExecute({ context, extendContext, setResultAndStopExecution }) {
      const { document: read, tree, variables } = context;
      if (tree === null || variables === null) return undefined;
      const isRemembered = read !== null && 'trees' in read && read.isRemembered && read.trees.includes(tree);
      const { watch, times } = context.facts;
      const startedAt = performance.now();
      if (watch !== null) watch.isEarly = true;
      const decision = decide({ tree, isRemembered, variables, context });
      if (watch !== null) {
        watch.isEarly = false;
        times.plan = performance.now() - startedAt;
      }
      if ('errors' in decision) {
        setResultAndStopExecution(decision);
        return undefined;
      }
      extendContext({ skips: decision.skips });
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
