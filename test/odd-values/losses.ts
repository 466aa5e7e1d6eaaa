/**
 * What was shown before and is gone, or is shown otherwise than it was sent; empty: nothing. Members of an object that was
 * sent empty were not sent, which is no loss.
 */
export function losses(before: unknown, after: unknown, sent: readonly unknown[]): string[] {
  if (sent.some((value) => typeof value === 'object' && value !== null && !Array.isArray(value))) return [];
  return changes(before, after, '')
    .filter(({ value }) => !isAsSent(value, sent))
    .map(({ path }) => `lost ${path}`);
}

interface Change {
  readonly path: string;
  readonly value: unknown;
}

function changes(before: unknown, after: unknown, path: string): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return [{ path, value: after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changes(Reflect.get(before, name), Reflect.get(after, name), `${path}.${name}`));
}

function isAsSent(value: unknown, sent: readonly unknown[]): boolean {
  // An opaque id and a cursor hold what was sent.
  const texts = typeof value === 'string' ? [value, Buffer.from(value, 'base64url').toString('utf8')] : [];
  if (value === null && sent.includes('')) return true;
  const isIn = (each: unknown) =>
    (typeof each === 'string' || typeof each === 'number') && texts.some((text) => text.includes(escaped(each)));
  return sent.some((each) => each === value || isIn(each));
}

/** As JSON writes it down inside a text. */
function escaped(value: string | number): string {
  return JSON.stringify(String(value)).slice(1, -1);
}
