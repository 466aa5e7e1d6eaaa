import type { VariableValues } from 'graphql';
import type { OperationTree } from '../../execution/tree.ts';
import { holdTo } from '../../kernel/limit-error.ts';
import { memberOf } from '../../kernel/record.ts';
import { argumentsOf } from '../../plan/variables.ts';

/**
 * Root fields by which somebody could try a secret or a name, each with the argument that holds it; an empty path: it
 * always does. One of them in a request makes one request one guess.
 */
const guesses: ReadonlyMap<string, readonly string[]> = new Map([
  ['customerByToken', []],
  ['customerExists', []],
  ['customerLogin', []],
  ['customerMfaLogin', []],
  ['customerMfaRecovery', []],
  ['customerPasswordResetRequest', []],
  ['customerVerificationConfirm', []],
  ['customers', ['filter', 'tokenValue']],
  ['receiptByToken', []],
  ['receiptClaim', []],
  ['walletCardByToken', []],
  ['walletTransactionCreate', ['input', 'card', 'token']],
]);

/**
 * Lets one guess through.
 *
 * @throws LimitError when an operation makes more
 */
export function holdGuesses({ root }: OperationTree, values: VariableValues): void {
  // The same secret twice is one guess.
  let tried: Set<unknown> | undefined;
  for (const at of root.fields) {
    const path = guesses.get(at.field.name);
    if (path === undefined) continue;
    tried ??= new Set();
    const secret = path.length === 0 ? at.key : path.reduce(memberOf, argumentsOf({ names: null, values }, at).args);
    tried.add(secret ?? null);
  }
  tried?.delete(null);
  if (tried !== undefined) holdTo('fields that hold a secret', 1, tried.size);
}
