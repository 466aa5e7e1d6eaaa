import type { Viewer } from '../../auth/viewer.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { memberOf } from '../../kernel/record.ts';
import type { InputFields } from '../builder.ts';
import { problemIf } from './checks.ts';
import type { UserError } from './user-error.ts';

/** Declares the `customerId` of a mutation that customers may use for themselves. */
export function ownCustomerId(t: InputFields) {
  return t.text('id', {
    description:
      "The merchant's own id of the customer. Default: the caller's own; a caller who is not a customer must give it.",
  });
}

/** Whether an input has a `customerId`. */
export function namesCustomer(input: object): boolean {
  return (memberOf(input, 'customerId') ?? null) !== null;
}

/** The input with the caller's own `customerId` if it has none. Returns the same object if it has one, or the caller is not a customer. */
export function ownedInput<Input extends object>(input: Input, viewer: Viewer): Input {
  return namesCustomer(input) || viewer.customerId === null ? input : { ...input, customerId: viewer.customerId };
}

/** The problem of an input that still has no `customerId`. */
export function ownerProblems(input: object): InputProblem[] {
  return problemIf(
    !namesCustomer(input),
    ['customerId'],
    'REQUIRED',
    'must be given by a caller who is not a customer',
  );
}

/** User errors without the path `customerId`, for an input that did not have it. */
export function withoutOwner(userErrors: readonly UserError[]): UserError[] {
  return userErrors.map((each) => (each.field?.join('.') === 'input.customerId' ? { ...each, field: null } : each));
}
