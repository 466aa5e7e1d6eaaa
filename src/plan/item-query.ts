import { print } from 'graphql';
import type { Selected } from './selection.ts';

/** A query of these fields alone, with the arguments that they have. */
export function queryOf(chain: readonly Selected[]): string {
  const texts = chain.map(({ field, nodes: [node] }) => {
    const args = (node?.arguments ?? []).map((each) => print(each)).join(', ');
    return args === '' ? field.name : `${field.name}(${args})`;
  });
  const leaf = (chain.at(-1)?.children.length ?? 0) > 0 ? ' { __typename }' : '';
  return `${texts.map((text) => `{ ${text}`).join(' ')}${leaf}${' }'.repeat(texts.length)}`;
}
