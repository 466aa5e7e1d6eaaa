import { type GraphQLSchema, getOperationAST, validate } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { GraphContext } from '../graphql/context.ts';
import { isErrorCode } from '../kernel/error-code.ts';
import { access } from './access.ts';
import { challengeOf } from './challenge.ts';
import { describeError, partialStatus, statusOf, toClientError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { noIntrospection } from './introspection.ts';
import { logUnexpected } from './log.ts';
import { variables } from './variables.ts';

/** What the GraphQL endpoint is made of. */
export interface GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly context: (exchange: Exchange) => GraphContext;
  readonly log: Logger;
  readonly config: Config;
}

/** The GraphQL endpoint, `/graphql`, as a fetch handler: Yoga with our errors and limits. */
export function createGraphQL(options: GraphQLOptions) {
  const { config } = options;
  return createYoga<Exchange, GraphContext>({
    schema: options.schema,
    context: options.context,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: config.maxRequestBytes,
    cors: false,
    graphiql: false,
    plugins: [
      answers(options.log),
      variables(options.schema, config.introspection),
      access(options.schema, config.accessMode, config.upstreamCallBudget),
      ...(config.introspection ? [] : [introspectionOff]),
    ],
  });
}

/** Notes what ran, turns every error into what a client may see, and sets the status. */
function answers(log: Logger): Plugin<Exchange, Exchange> {
  return {
    onExecute({ args }) {
      const { facts } = args.contextValue;
      const operation = getOperationAST(args.document, args.operationName);
      facts.operationName = operation?.name?.value ?? null;
      facts.operationType = operation?.operation ?? null;
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result || 'data' in result)) return;
      const { facts } = serverContext;
      const { requestId } = facts;
      const errors = result.errors?.map((error) => {
        if (describeError(error) === undefined) logUnexpected(log, requestId, error.originalError ?? error);
        return toClientError(error, requestId);
      });
      const codes = errors?.map(({ extensions }) => extensions.code).filter(isErrorCode) ?? [];
      for (const code of codes) facts.codes.add(code);
      const [first] = codes;
      const status = result.data !== undefined || first === undefined ? partialStatus : statusOf(first);
      const challenge = result.data === undefined ? challengeOf(result.errors ?? []) : undefined;
      const headers = {
        // Of what comes this far, only a mutation is refused for its method.
        ...(status === 405 && { allow: 'POST' }),
        ...(challenge !== undefined && { 'www-authenticate': challenge }),
      };
      setResult({
        ...result,
        ...(errors && { errors }),
        extensions: { ...result.extensions, http: { status, headers } },
      });
    },
  };
}

/** Without introspection the schema is not given away by errors either: "Did you mean …?" would name its parts. */
const introspectionOff: Plugin = {
  onValidate({ addValidationRule, setValidationFn }) {
    addValidationRule(noIntrospection);
    setValidationFn((schema, document, rules) => validate(schema, document, rules, { hideSuggestions: true }));
  },
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn((args) => {
      const withoutSuggestions = { ...args, hideSuggestions: true };
      return executeFn(withoutSuggestions);
    });
  },
};
