/** One entry of a header such as `Accept`: `application/json;charset=utf-8;q=0.5`. */
export interface Weighted {
  /** In lower case, without its parameters. */
  readonly value: string;
  /** In lower case, without quotes around values. */
  readonly parameters: ReadonlyMap<string, string>;
  /** How much the client likes it (`q`), above 0 to 1. */
  readonly weight: number;
}

/** The entries of a header that lists what a client takes, best first; what it refuses (`q=0`) is left out. */
export function readWeighted(header: string): readonly Weighted[] {
  const entries = header.split(',').map(readEntry);
  return entries.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
}

/** Reads one value with its parameters, as `Content-Type` has it. */
export function readEntry(text: string): Weighted {
  const [value = '', ...rest] = text.toLowerCase().split(';');
  const parameters = new Map(
    rest.map((each) => {
      const [name = '', ...parts] = each.split('=');
      return [
        name.trim(),
        parts
          .join('=')
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ] as const;
    }),
  );
  const weight = Number.parseFloat(parameters.get('q') ?? '1');
  return { value: value.trim(), parameters, weight: Number.isNaN(weight) ? 1 : weight };
}
