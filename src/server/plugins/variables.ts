import type { GraphQLSchema } from 'graphql';
import type { ServerPlugin } from '../request-context.ts';
import { readVariables } from '../variables.ts';

/** Coerces the variables of an operation before anything uses them. */
export function useVariables(schema: GraphQLSchema, suggests: boolean): ServerPlugin {
  return {
    onExecute({ args, context, extendContext, setResultAndStopExecution }) {
      if (context.operation === null) return;
      const read = readVariables(schema, context.operation, args.variableValues ?? {}, suggests);
      if ('errors' in read) setResultAndStopExecution(read);
      else extendContext({ variables: read.values });
    },
  };
}
