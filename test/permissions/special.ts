/** Values of arguments by coordinate or name, and whose data they lead to where it is not the general owner's. */
export interface Special {
  readonly owner?: string;
  readonly [argument: string]: unknown;
}
