import type { Refusal } from './answer.ts';
import type { Asked } from './asked.ts';

/** A media type of a header, with its parameters. */
interface Media {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

function readMedia(text: string): Media {
  const [type = '', ...rest] = text.split(';');
  const parameters = rest.map((each) => {
    const at = each.indexOf('=');
    const name = (at === -1 ? each : each.slice(0, at)).trim().toLowerCase();
    const value =
      at === -1
        ? ''
        : each
            .slice(at + 1)
            .trim()
            .toLowerCase();
    return [name, value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value] as const;
  });
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) };
}

const utf8 = new Set(['utf-8', 'utf8']);

/** Why a body is not taken as it is sent: only plain JSON in UTF-8 is; undefined: it is. */
export function refuseBody({ headers }: Pick<Asked, 'headers'>): Refusal | undefined {
  const { type, parameters } = readMedia(headers['content-type'] ?? '');
  // Browsers send other types across origins without asking first.
  if (type !== 'application/json') return unsupported('POST takes application/json.');
  if (!utf8.has(parameters.get('charset') ?? 'utf-8')) return unsupported('The body must be UTF-8.');
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  return encoding === 'identity' ? undefined : unsupported('The body must not be compressed.');
}

function unsupported(message: string): Refusal {
  return { code: 'UNSUPPORTED_MEDIA_TYPE', message, headers: { accept: 'application/json' } };
}

/** Media types of answers. */
export type JsonType = 'application/json' | 'application/graphql-response+json';

const jsonTypes: Readonly<Record<string, JsonType>> = {
  'application/json': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/*': 'application/json',
  '*/*': 'application/json',
};

/** The first media type of JSON that is asked for; null: another one is. */
export function acceptedType(accept: string | undefined): JsonType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  for (const each of accept.split(',')) {
    const { type, parameters } = readMedia(each);
    const isUtf8 = utf8.has(parameters.get('charset') ?? 'utf-8');
    if (isUtf8 && Object.hasOwn(jsonTypes, type)) return jsonTypes[type] ?? null;
  }
  return null;
}

/**
 * Whether an operation that cannot run is to be answered with 200: clients that name `application/json` and not the type
 * of GraphQL look into the body (GraphQL over HTTP, section 6.4.1).
 */
export function isLegacy(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const types = accept.split(',').map((each) => readMedia(each).type);
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}
