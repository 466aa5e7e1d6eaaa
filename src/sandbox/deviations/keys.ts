import type { Deviation } from './deviation.ts';

type Keys = readonly Readonly<Record<string, unknown>>[];

/** How the public keys are published. */
export const keyDeviations = {
  'keys-in-object': { about: 'Keys come as { "keys": [...] }.', body: forKeys((keys) => ({ keys })) },
  'keys-by-id': {
    about: 'Keys come as an object, by their ids: a form that nobody reads.',
    body: forKeys((keys) => Object.fromEntries(keys.map((key) => [String(key['kid']), key]))),
  },
  'keys-with-line-breaks': {
    about: 'The modulus of a key is broken into lines, as the vendor says that it may be.',
    body: forKeys((keys) => keys.map((key) => ({ ...key, n: String(key['n']).replaceAll(/.{64}/g, '$&\n') }))),
  },
  'keys-without-id': {
    about: 'Keys have no id.',
    body: forKeys((keys) => keys.map(({ kid: _, ...key }) => key)),
  },
} as const satisfies Record<string, Deviation>;

function forKeys(change: (keys: Keys) => unknown): NonNullable<Deviation['body']> {
  return ({ endpoint }, body) => (endpoint === 'listKeys' && Array.isArray(body) ? change(body) : body);
}
