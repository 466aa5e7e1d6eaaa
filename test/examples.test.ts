import { describe, expect, it } from 'vitest';
import { sourceFiles } from './architecture.ts';

/** The code of an `@example`, without the stars of its comment. */
function examplesIn(text: string): string[] {
  return [...text.matchAll(/@example\n((?:\s*\*(?!\/).*\n)+)/g)].map(([, block = '']) =>
    plain(block.replaceAll(/^\s*\* ?/gm, '')),
  );
}

function plain(code: string): string {
  return code.replaceAll(/\s+/g, ' ').trim();
}

const files = sourceFiles();
const code = files.map(({ text }) => plain(text)).join('\n');
const examples = files.flatMap(({ path, text }) => examplesIn(text).map((example) => [path, example] as const));

describe('the examples in comments', () => {
  it('are there for everything with which fields and views are declared', () => {
    expect(examples.map(([path]) => path).sort()).toEqual([
      'graphql/framework/call.ts',
      'graphql/framework/mutation.ts',
      'graphql/framework/node.ts',
      'graphql/framework/page.ts',
      'graphql/framework/text.ts',
      'loaders/view.ts',
    ]);
  });

  it.each(examples)('of %s are code of the project, word for word', (_, example) => {
    expect(code).toContain(example);
  });
});
