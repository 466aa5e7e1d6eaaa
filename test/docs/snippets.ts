import { readdirSync, readFileSync } from 'node:fs';

/** A fenced piece of a page. */
export interface Snippet {
  /** `docs/paging.md:12` */
  readonly place: string;
  /** `graphql`, `json`, `sh`, `ts`, … */
  readonly language: string;
  /** The words after the language: who asks, or what is done with it. */
  readonly words: readonly string[];
  readonly text: string;
}

const top = new URL('../../', import.meta.url);

/** The pages that are read by people who use the server. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(new URL('docs/', top))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The snippets of a page, in order; one without a language is `text`. */
export function snippetsOf(page: string): Snippet[] {
  const snippets: Snippet[] = [];
  let open: { readonly indent: string; readonly head: string; readonly line: number; readonly lines: string[] } | null =
    null;
  for (const [index, line] of readFileSync(new URL(page, top), 'utf8').split('\n').entries()) {
    const [, indent = '', head = ''] = /^( *)```(.*)$/.exec(line) ?? [];
    if (!line.trimStart().startsWith('```')) open?.lines.push(line.slice(open.indent.length));
    else if (open === null) open = { indent, head, line: index + 1, lines: [] };
    else {
      const [language = '', ...words] = open.head.split(' ');
      const text = open.lines.join('\n');
      snippets.push({ place: `${page}:${open.line}`, language: language || 'text', words, text });
      open = null;
    }
  }
  return snippets;
}

/** Whether an answer is as a page shows it: `…` stands for anything, members that are not shown may be there. */
export function isAsShown(shown: unknown, actual: unknown): boolean {
  if (shown === '…') return actual !== undefined;
  if (typeof shown === 'string' && shown.endsWith('…')) {
    return typeof actual === 'string' && actual.startsWith(shown.slice(0, -1));
  }
  if (Array.isArray(shown)) {
    return (
      Array.isArray(actual) &&
      shown.length === actual.length &&
      shown.every((each, index) => isAsShown(each, actual[index]))
    );
  }
  if (typeof shown !== 'object' || shown === null) return shown === actual;
  return (
    typeof actual === 'object' &&
    actual !== null &&
    Object.entries(shown).every(([name, value]) => isAsShown(value, Reflect.get(actual, name)))
  );
}

/** Whether a text has the lines that a page shows, in their order; a line `…` stands for any. */
export function hasLines(shown: string, actual: string): boolean {
  let from = 0;
  for (const part of shown.split(/^…$/m).map((each) => each.trim())) {
    const found = actual.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}
