/** Gives an access token, or null to ask without one; `renew` is true when the last one was refused. */
export type TokenSupplier = (asked: { readonly renew: boolean }) => string | null | Promise<string | null>;

/** The token in use. */
export interface TokenInUse {
  current(): Promise<string | null>;
  /** Another token than the one that was refused; requests that are refused together ask for it once. */
  instead(refused: string | null): Promise<string | null>;
}

/** Keeps the token of a supplier until it is refused; a supplier that fails is asked again next time. */
export function tokenInUse(supplier: TokenSupplier): TokenInUse {
  let held: Promise<string | null> | null = null;

  function ask(renew: boolean): Promise<string | null> {
    const asked = Promise.resolve().then(() => supplier({ renew }));
    held = asked;
    asked.catch(() => {
      if (held === asked) held = null;
    });
    return asked;
  }

  return {
    current: () => held ?? ask(false),
    async instead(refused) {
      const token = await (held ?? ask(true));
      return token === refused ? ask(true) : token;
    },
  };
}
