/**
 * A place in an upstream list: rows after `after` (null: from the start), less the first `skip` of them.
 * `skip` makes places between two cursors of an envelope list reachable, whose rows carry no cursor of their own.
 */
export interface Position {
  readonly after: string | null;
  readonly skip: number;
}

/** Which part of a list is wanted. */
export interface Window {
  /** 1 to 100. */
  readonly first: number;
  /** Null: from the start. */
  readonly from: Position | null;
}

/** One page of an upstream list, whatever its paging style. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the list goes on after each item; as long as `items`. */
  readonly positions: readonly Position[];
  /** Where the next page begins, null at the end of the list. */
  readonly next: Position | null;
}
