import { Lexer, Source, TokenKind } from 'graphql';

/** How large the text of a document is. */
export interface TextSize {
  /** Names, punctuators and values. */
  readonly tokens: number;
  /** Characters (UTF-16) of its longest text, name or number: errors quote names. */
  readonly longest: number;
  /** Levels of lists and objects of its deepest value. */
  readonly nested: number;
  /** Levels of selection sets, those of inline fragments as well. */
  readonly selections: number;
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACKET_L, TokenKind.BRACE_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACKET_R, TokenKind.BRACE_R]);

/**
 * Counts the text of a document, without a tree of it.
 *
 * @throws GraphQLError when it holds what is no token of GraphQL
 */
export function textSize(text: string): TextSize {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let longest = 0;
  let nested = 0;
  let inArguments = false;
  let level = 0;
  let selections = 0;
  let open = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    longest = Math.max(longest, token.value?.length ?? 0);
    if (token.kind === TokenKind.PAREN_L || token.kind === TokenKind.PAREN_R) {
      inArguments = token.kind === TokenKind.PAREN_L;
      level = 0;
    } else if (inArguments && opening.has(token.kind)) {
      level += 1;
      nested = Math.max(nested, level);
    } else if (inArguments && closing.has(token.kind)) level -= 1;
    else if (token.kind === TokenKind.BRACE_L) {
      open += 1;
      selections = Math.max(selections, open);
    } else if (token.kind === TokenKind.BRACE_R) open -= 1;
  }
  return { tokens, longest, nested, selections };
}
