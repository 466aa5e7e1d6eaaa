/** What a caller should know of `refId`, wherever it is an input. */
export const refIdHelp =
  "The caller's own key of this write; choose a new one for each (a UUID, or the sale's id with its step), and keep it until the answer has come. Sent again with the same key, as after `outcome: UNKNOWN`, the write is not made again and the first result comes back.";
