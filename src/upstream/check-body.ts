import { InputError, type InputProblem } from '../kernel/input-error.ts';
import type { UserErrorCode } from '../kernel/user-error-code.ts';
import { bodySchemas } from './contract/bodies.ts';
import { endpointTable } from './contract/endpoints.ts';
import { contractChecks, type SchemaProblem, tellingErrors } from './contract-checks.ts';
import type { EndpointName } from './endpoint.ts';

const checkOf = contractChecks(bodySchemas);

/**
 * The problems of a body by the contract, with upstream's names in their paths; empty: none. A check is compiled when it is
 * first needed.
 */
export function bodyProblems(endpoint: EndpointName, body: unknown): InputProblem[] {
  const { service } = endpointTable[endpoint];
  const validate = checkOf(`${service}#/bodies/${endpoint}`);
  if (validate === undefined || validate(body)) return [];
  const problems = tellingErrors(validate).map(problemOf);
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/**
 * Holds a body to the contract before it is sent.
 *
 * @throws InputError when something is wrong with it
 */
export function checkBody(endpoint: EndpointName, body: unknown): void {
  const problems = bodyProblems(endpoint, body);
  if (problems.length > 0) throw InputError.of(problems);
}

function problemOf(error: SchemaProblem): InputProblem {
  const { instancePath, keyword, params } = error;
  const path = instancePath.split('/').slice(1).map(segmentOf);
  const { missingProperty, additionalProperty } = params;
  const code = codeOf(error);
  if (keyword === 'required') return { path: [...path, String(missingProperty)], code, message: 'is required' };
  if (keyword === 'additionalProperties')
    return { path: [...path, String(additionalProperty)], code, message: 'is not known' };
  return { path, code, message: messageOf(error) };
}

function segmentOf(pointer: string): string | number {
  return /^\d+$/.test(pointer) ? Number(pointer) : pointer.replaceAll('~1', '/').replaceAll('~0', '~');
}

const codes: Readonly<Record<string, UserErrorCode>> = {
  required: 'REQUIRED',
  maxLength: 'TOO_LONG',
  pattern: 'INVALID_FORMAT',
  format: 'INVALID_FORMAT',
  minimum: 'OUT_OF_RANGE',
  maximum: 'OUT_OF_RANGE',
  exclusiveMinimum: 'OUT_OF_RANGE',
  exclusiveMaximum: 'OUT_OF_RANGE',
  multipleOf: 'OUT_OF_RANGE',
  maxItems: 'OUT_OF_RANGE',
  maxProperties: 'OUT_OF_RANGE',
};

/** What the keyword that does not hold says; every other one is about which values there are. */
function codeOf({ keyword, params }: SchemaProblem): UserErrorCode {
  const isAtLeast = keyword === 'minLength' || keyword === 'minItems' || keyword === 'minProperties';
  if (isAtLeast) return params.limit > 1 ? 'OUT_OF_RANGE' : 'REQUIRED';
  return codes[keyword] ?? 'INVALID_VALUE';
}

function messageOf({ keyword, params, message }: SchemaProblem): string {
  const { limit, format, allowedValues, allowedValue } = params;
  if (keyword === 'minLength') return `must have at least ${limit} characters`;
  if (keyword === 'maxLength') return `must not be longer than ${limit} characters`;
  if (keyword === 'minItems') return `must have at least ${limit} entries`;
  if (keyword === 'maxItems') return `must have at most ${limit} entries`;
  if (keyword === 'minProperties') return `must have at least ${limit} members`;
  if (keyword === 'minimum') return `must be ${limit} or more`;
  if (keyword === 'maximum') return `must be ${limit} or less`;
  if (keyword === 'enum') return `must be one of ${allowedValues.map(String).join(', ')}`;
  if (keyword === 'const') return `must be ${allowedValue}`;
  if (keyword === 'pattern') return 'does not have the form that it must have';
  if (keyword === 'format') return `is not a valid ${format}`;
  if (keyword === 'anyOf' || keyword === 'oneOf') return 'has none of the forms that are possible';
  return message ?? 'cannot be used';
}
