import { type GraphQLError, Kind } from 'graphql';
import { scalarForms } from '../kernel/scalar-forms.ts';

/**
 * What GraphQL says of a value that does not fit, without the value: it may be a password, a PIN, or somebody's name.
 *
 * @param type the type that is expected, where it is known
 */
export function withoutValue(message: string, type?: string): string {
  if (message.startsWith('Within OneOf ')) return message;
  if (message.startsWith('Expected ')) {
    const cut = message.replace(/(?:, found: |, but encountered error | Found: ).*$/s, '');
    return withForm(/[.?]$/.test(cut) ? cut : `${cut}.`);
  }
  const named =
    type ??
    /^(?:Enum )?"?(\w+)"? cannot represent /.exec(message)?.[1] ??
    /does not exist in "(\w+)" enum/.exec(message)?.[1];
  const suggestion = /" enum\.( Did you mean the enum value (?:"\w+"(?:,? or |, )?)+\?)$/.exec(message)?.[1] ?? '';
  return named === undefined ? 'Expected another value.' : withForm(`Expected value of type "${named}".${suggestion}`);
}

/** Adds how a value is written, if one of our scalars is expected. */
function withForm(message: string): string {
  return message.replace(/^(Expected value of type "\[*(\w+)[\]!]*")\.$/, (whole, said: string, name: string) => {
    const form = scalarForms[name];
    return form === undefined ? whole : `${said}: ${form}.`;
  });
}

const valueKinds: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** The message of an error in a document, without the values that the document holds. */
export function documentMessage({ message, nodes }: Pick<GraphQLError, 'message' | 'nodes'>): string {
  const kind = nodes?.[0]?.kind;
  if (kind !== undefined && valueKinds.has(kind)) return withoutValue(message);
  return message.replace(/\b(String|BlockString|Int|Float) ".*"/s, '$1');
}
