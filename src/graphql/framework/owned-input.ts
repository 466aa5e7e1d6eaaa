import type { Viewer } from '../../auth/viewer.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { memberOf } from '../../kernel/record.ts';
import type { InputFields } from '../builder.ts';
import { problemIf } from './checks.ts';
import type { UserError } from './user-error.ts';

/** Declares the `customerId` of a mutation that customers may do for themselves. */
export function ownCustomerId(t: InputFields) {
  return t.text('id', {
    description:
      "The merchant's own id of the customer. Default: the caller's own; a caller who is not a customer must give it.",
  });
}

/** Whether an input names its customer. */
export function namesCustomer(input: object): boolean {
  return (memberOf(input, 'customerId') ?? null) !== null;
}

/** An input with the caller's own customer where it names none; the same object where it does, or the caller is no customer. */
export function ownedInput<Input extends object>(input: Input, viewer: Viewer): Input {
  return namesCustomer(input) || viewer.customerId === null ? input : { ...input, customerId: viewer.customerId };
}

/** The problem of an input that is still about nobody. */
export function ownerProblems(input: object): InputProblem[] {
  return problemIf(
    !namesCustomer(input),
    ['customerId'],
    'REQUIRED',
    'must be given by a caller who is not a customer',
  );
}

/** User errors about a customer whom the input did not name: they have no place in it. */
export function withoutOwner(userErrors: readonly UserError[]): UserError[] {
  return userErrors.map((each) => (each.field?.join('.') === 'input.customerId' ? { ...each, field: null } : each));
}
