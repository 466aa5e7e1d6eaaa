/** Upstream calls that one field of an operation makes. Retries are not among them. */
export interface CallSite {
  readonly coordinate: string;
  /** Response keys from the root, without list positions. */
  readonly path: readonly string[];
  /** Name of the endpoint. */
  readonly endpoint: string;
  readonly method: string;
  /** Path template of the endpoint. */
  readonly template: string;
  readonly least: number;
  /** Null: no bound is known. */
  readonly most: number | null;
  /** Like `most`, but counting one where no bound is known. */
  readonly known: number;
  /** Whether it is one of several calls of its path of which one is made, by what is not known yet. */
  readonly alternative: boolean;
  /** Which of the alternatives of its path it belongs to: those of one are made together. */
  readonly choice: number;
  /** Whether what many parents ask for is one call together. */
  readonly batched: boolean;
  /** Which wave of calls it belongs to, from 1; those of a wave run side by side. */
  readonly wave: number;
}

/** A field of the items of a list that calls upstream for each of them. */
export interface PerItem {
  readonly coordinate: string;
  readonly endpoint: string;
  readonly known: number;
  /** The smallest query that shows it. */
  readonly query: string;
}

/** The upstream calls of an operation. */
export interface Calls {
  readonly sites: readonly CallSite[];
  readonly perItem: readonly PerItem[];
  readonly least: number;
  readonly most: number | null;
  readonly known: number;
  /** Waves of calls that follow each other. */
  readonly waves: number;
}
