interface AnyInput {
  readonly path?: object;
  readonly query?: object;
  readonly header?: object;
  readonly body?: unknown;
  readonly window?: unknown;
}

/**
 * The text by which an input of an endpoint is remembered. Ids are separated by what no id may hold: an input with such
 * an id has more parts than any that can be called, and is refused when it is.
 */
export function keyOf(input: AnyInput): string {
  const { path = {}, query, header, body, window } = input;
  const ids = Object.values(path).join('\n');
  if (query === undefined && header === undefined && body === undefined && window === undefined) return ids;
  return `${ids}\n${JSON.stringify([query, header, body, window])}`;
}
