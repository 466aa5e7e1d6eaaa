/** Gives an access token, or null to ask without one; `renew` is true when the last one was refused. */
export type TokenSupplier = (asked: { readonly renew: boolean }) => string | null | Promise<string | null>;

/** A token that was asked for; two of them are the same token where they are the same promise. */
export type HeldToken = Promise<string | null>;

/** The token in use. */
export interface TokenInUse {
  current(): HeldToken;
  /** Another token than the one that was refused; requests that are refused together ask for it once. */
  instead(refused: HeldToken): HeldToken;
}

/** Keeps the token of a supplier until it is refused; a supplier that fails is asked again next time. */
export function tokenInUse(supplier: TokenSupplier): TokenInUse {
  let held: HeldToken | null = null;
  let isRefused = false;
  // What came in the place of a token, so that one that could not be had is not asked for by each run anew.
  const renewals = new WeakMap<HeldToken, HeldToken>();

  function ask(): HeldToken {
    const renew = isRefused;
    const asked = Promise.resolve().then(() => supplier({ renew }));
    held = asked;
    asked.then(
      () => {
        if (held === asked) isRefused = false;
      },
      () => {
        if (held === asked) held = null;
      },
    );
    return asked;
  }

  return {
    current: () => held ?? ask(),
    // Compared before anything is waited for: whoever comes second finds the renewal of the first.
    instead(refused) {
      if (held !== null && held !== refused) return held;
      const known = renewals.get(refused);
      if (known !== undefined) return known;
      isRefused = true;
      const renewal = ask();
      renewals.set(refused, renewal);
      return renewal;
    },
  };
}
