/** A user of the sandbox: an API client or a customer, with typical scopes. */
export interface Persona {
  readonly description: string;
  readonly scopes: readonly string[];
  /** Set for a customer's own token. */
  readonly customerId?: string;
  /** How the token spells its scopes; both are seen in the wild. */
  readonly scopeClaim: 'list' | 'string';
  /** What its grant is for. Default: its own tokens alone. */
  readonly grantType?: 'any';
}

/** Names of the personas. */
export type PersonaName = keyof typeof personas;

/** Everybody who uses the sandbox. */
export const personas = {
  helpdesk: {
    description: 'reads everything about customers',
    scopes: [
      'read:customers',
      'read:receipts',
      'read:wallets',
      'read:discounts',
      'read:shopping',
      'read:checkout',
      'read:locations',
    ],
    scopeClaim: 'list',
  },
  'helpdesk-lead': {
    description: 'helpdesk that also changes customers, cards and refunds',
    scopes: [
      'read:customers',
      'read:receipts',
      'read:wallets',
      'read:discounts',
      'read:shopping',
      'read:checkout',
      'read:locations',
      'write:customers',
      'write:wallets',
      'write:shopping',
      'write:checkout',
    ],
    scopeClaim: 'list',
  },
  'helpdesk-basic': {
    description: 'reads customer data only',
    scopes: ['read:customers'],
    scopeClaim: 'list',
  },
  admin: {
    description: 'may do everything',
    scopes: [
      'admin:accounts',
      'admin:automations',
      'admin:checkout',
      'admin:customers',
      'admin:discounts',
      'admin:locations',
      'admin:receipts',
      'admin:shopping',
      'admin:wallets',
      'public',
    ],
    scopeClaim: 'list',
  },
  mobile: {
    description: 'a customer, who sees their own data',
    scopes: ['user:customers', 'user:receipts', 'user:wallets', 'user:discounts', 'user:shopping', 'public'],
    customerId: 'C1001',
    scopeClaim: 'list',
  },
  pos: {
    description: 'a till, with scopes for single paths',
    scopes: [
      'write:wallets:/info',
      'write:wallets:/transactions',
      'read:discounts:/available_for_receipt',
      'write:discounts:/available_for_receipt',
      'create:customers:/users',
    ],
    scopeClaim: 'string',
  },
  public: {
    description: 'a web page that anybody may see',
    scopes: ['public', 'public:customers', 'public:receipts', 'public:discounts'],
    scopeClaim: 'list',
  },
} as const satisfies Record<string, Persona>;

/** The API clients that the token endpoint knows: the personas, the server's own client, and an app that logs customers in. */
export const clients: Readonly<Record<string, Persona>> = {
  ...personas,
  bff: { description: 'the server itself, which reads the keys', scopes: ['read:accounts'], scopeClaim: 'list' },
  app: {
    description: 'an app that logs customers in',
    scopes: [
      'write:accounts:/auth/users',
      'write:accounts:/auth/passwordless',
      'write:accounts:/auth/mfa',
      'create:accounts:auth:refresh_token',
      ...personas.mobile.scopes,
    ],
    scopeClaim: 'list',
    grantType: 'any',
  },
};

/** The secret of every API client of the sandbox, and the password of every customer who has set no other. */
export const secret = 'sandbox-secret';

/** Whether a persona of this name exists. */
export function isPersonaName(name: string): name is PersonaName {
  return Object.hasOwn(personas, name);
}
