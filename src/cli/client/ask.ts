import { createInterface } from 'node:readline/promises';
import { exitWith } from '../process.ts';

/** The argument by which scripts agree beforehand. */
export const yesArgs = { yes: { type: 'boolean', description: 'Does it without asking, for scripts.' } } as const;

/** Asks whether to go on; ends the program where the answer is no, or nobody is there to ask. */
export async function confirm(question: string, isAgreed: boolean | undefined): Promise<void> {
  if (isAgreed) return;
  if (!process.stdin.isTTY) exitWith('Nothing was changed: there is nobody to ask here. Say --yes.', 2);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) exitWith('Nothing was changed.', 1);
}

/** A request as it is shown before it is sent. */
export function requestText(method: string, path: string, body: object): string {
  return `${method} ${path}\n${JSON.stringify(body, null, 2)}`;
}
