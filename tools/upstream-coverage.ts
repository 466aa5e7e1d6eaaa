import { isObjectType } from 'graphql';
import { gateOf } from '../src/auth/access/plugin.ts';
import { schema } from '../src/graphql/schema.ts';
import { endpointTable } from '../src/upstream/contract/endpoints.ts';

/** Operations that are no part of the graph, by service or by name, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  auth: 'tokens, keys and API clients: callers bring their own token, the server reads the keys, `client` on the command line makes clients',
  hooks: 'webhooks: not offered yet',
};

/** Which operations of the contract the fields of the schema call. */
export interface Coverage {
  readonly reached: readonly string[];
  readonly excepted: readonly { readonly id: string; readonly reason: string }[];
  /** Operations that no field calls, though they are to be part of the graph. */
  readonly unreached: readonly string[];
}

/** Compares the contract with the rules in the schema, which name the operations that fields call. */
export function upstreamCoverage(): Coverage {
  const reached = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const gates = [
      gateOf(type.extensions),
      ...Object.values(type.getFields()).map((field) => gateOf(field.extensions)),
    ];
    for (const { name } of gates.flatMap((gate) => gate?.ways.flatMap(({ endpoints }) => endpoints) ?? []))
      reached.add(name);
  }
  const operations = Object.entries(endpointTable);
  return {
    reached: [...reached],
    excepted: operations.flatMap(([id, { service }]) => {
      const reason = exceptions[id] ?? exceptions[service];
      return reason === undefined ? [] : [{ id, reason }];
    }),
    unreached: operations
      .filter(([id, { service }]) => !(service in exceptions || id in exceptions) && !reached.has(id))
      .map(([id]) => id),
  };
}
