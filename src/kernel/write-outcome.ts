/** Whether a write was done, was refused or never sent, or nobody knows. */
export type WriteOutcome = 'done' | 'refused' | 'unknown';
