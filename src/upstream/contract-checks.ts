import { createRequire } from 'node:module';
import type { Ajv2020, AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { contractFormats } from '../kernel/contract-formats.ts';

const require = createRequire(import.meta.url);

/** One problem that a check found. */
export type SchemaProblem = ErrorObject;

/** Finds the check of one schema by its reference, `customers#/bodies/createCustomer`; undefined: there is none. */
export type CheckOf = (reference: string) => ValidateFunction | undefined;

/**
 * Checks by the contract's schemas. They are made, and Ajv is loaded, when the first is asked for, as start has no need of them;
 * they are compiled one by one. That the schemas are ones is for the tests: each compiles there.
 */
export function contractChecks(schemas: () => readonly AnySchemaObject[]): CheckOf {
  let ajv: Ajv2020 | undefined;
  // Ajv resolves a reference anew each time.
  const known = new Map<string, ValidateFunction | undefined>();
  return (reference) => {
    if (!known.has(reference)) {
      ajv ??= make(schemas());
      known.set(reference, ajv.getSchema(reference));
    }
    return known.get(reference);
  };
}

/**
 * What a check found. What is wrong with each of several forms says nothing: that a value has none of them does. That a
 * condition holds says nothing either: what it asks for does.
 */
export function tellingErrors({ errors }: ValidateFunction): SchemaProblem[] {
  return (errors ?? []).filter(
    ({ schemaPath, keyword }) => keyword !== 'if' && !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath),
  );
}

function make(schemas: readonly AnySchemaObject[]): Ajv2020 {
  const { Ajv2020: Checks }: typeof import('ajv/dist/2020.js') = require('ajv/dist/2020.js');
  const { default: addFormats }: typeof import('ajv-formats')['default'] = require('ajv-formats');
  const ajv = new Checks({
    strict: false,
    logger: false,
    allErrors: true,
    validateSchema: false,
    schemas: [...schemas],
  });
  addFormats(ajv);
  for (const [name, format] of Object.entries(contractFormats)) ajv.addFormat(name, format);
  // Which members of an object are meant; the contract does not say how it is written.
  ajv.addFormat('field-mask', true);
  return ajv;
}
