/** Proxies that calls leave this network through. */
export interface EgressProxy {
  /** For calls by http; empty: those are direct. */
  readonly http: string;
  /** For calls by https; empty: those go through `http`. */
  readonly https: string;
  /** Hosts that are called directly, with commas between, as in `NO_PROXY`. */
  readonly except: string;
}
