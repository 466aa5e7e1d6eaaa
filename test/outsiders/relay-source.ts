import { basename } from 'node:path';
import { type DefinitionNode, Kind, type NameNode, parse, print, visit } from 'graphql';

/** A document of ours as a source of a Relay app, which wants each name to begin with that of its file. */
export function relaySource(file: string, document: string): { readonly name: string; readonly text: string } {
  const name = basename(file, '.graphql');
  const renamed = visit(parse(document, { noLocation: true }), {
    OperationDefinition: (node) => ({ ...node, name: named(`${name}${capital(node.operation)}`) }),
    FragmentDefinition: (node) => ({ ...node, name: named(`${name}_${node.name.value}`) }),
    FragmentSpread: (node) => ({ ...node, name: named(`${name}_${node.name.value}`) }),
  });
  const constants = renamed.definitions.map(
    (definition: DefinitionNode, index: number) => `export const d${index} = graphql\`\n${print(definition)}\n\`;\n`,
  );
  return { name, text: ["import { graphql } from 'relay-runtime';\n", ...constants].join('\n') };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
