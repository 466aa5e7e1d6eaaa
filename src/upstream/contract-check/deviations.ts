import { isRecord } from '../../kernel/record.ts';
import { jsonOf } from '../answer.ts';
import { answerSchemas } from '../contract/answers.ts';
import { endpointTable } from '../contract/endpoints.ts';
import { contractChecks, type SchemaProblem, tellingErrors } from '../contract-checks.ts';
import type { Endpoint, EndpointName } from '../endpoint.ts';
import type { AnswerFlaw } from '../errors.ts';
import type { HttpAnswer } from '../http.ts';

/** One way in which an answer differs from the contract; never with a value. */
export interface AnswerDeviation {
  /** Where, in upstream's names: `/items/[]/amount`, `[]` being any of a list. Empty: the answer as a whole. */
  readonly path: string;
  /** What the contract has there: `must be integer`. */
  readonly expected: string;
}

const checkOf = contractChecks(answerSchemas);

/** Deviations told of one answer at most. */
const most = 100;

/**
 * How an answer with success differs from the contract, each place and expectation once; empty: it does not, or the
 * contract says nothing of it. Checks are compiled when first needed, some 10 to 100 milliseconds each.
 */
export function deviationsOf(endpoint: EndpointName, answer: unknown): readonly AnswerDeviation[] {
  const { service } = endpointTable[endpoint];
  const validate = checkOf(`${service}#/answers/${endpoint}`);
  if (validate === undefined || validate(answer)) return [];
  const found = tellingErrors(validate).map(
    (error): AnswerDeviation => ({ path: pathOf(error), expected: expectationOf(error) }),
  );
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()].slice(0, most);
}

/** How an answer with success, as it came, differs from the contract; the same as above, and its status and form. */
export function deviationsOfAnswer(
  { name, answer: { statuses, kind } }: Endpoint,
  answer: HttpAnswer,
): readonly AnswerDeviation[] {
  if (!statuses.includes(answer.status)) return [ofWhole(`must have status ${statuses.join(' or ')}`)];
  if (kind === 'none') return [];
  const read = jsonOf(answer);
  return 'flaw' in read ? [ofWhole(unreadable.get(read.flaw) ?? 'must be readable')] : deviationsOf(name, read.json);
}

const unreadable: ReadonlyMap<AnswerFlaw, string> = new Map([
  ['charset', 'must be text in the charset that it says'],
  ['json', 'must be JSON'],
]);

function ofWhole(expected: string): AnswerDeviation {
  return { path: '', expected };
}

let names: ReadonlySet<string> | undefined;

/** Whether the contract gives a member this name. What it names is gathered when first asked for. */
function isName(name: string): boolean {
  names ??= new Set(namesIn(answerSchemas()));
  return names.has(name);
}

function namesIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (!isRecord(schema)) return [];
  const { properties } = schema;
  return [...(isRecord(properties) ? Object.keys(properties) : []), ...Object.values(schema).flatMap(namesIn)];
}

/** The names of free maps may be a person's data, so what is no member of the contract is not told. */
function pathOf({ instancePath, keyword, params }: SchemaProblem): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((name) => (/^\d+$/.test(name) ? '[]' : name));
  if (keyword === 'required') steps.push(String(params['missingProperty']));
  return steps.map((name) => `/${name === '[]' || isName(name) ? name : '…'}`).join('');
}

function expectationOf({ keyword, params, message = 'must be otherwise' }: SchemaProblem): string {
  if (keyword === 'required') return 'must be there';
  if (keyword === 'enum') return `must be one of ${[params['allowedValues']].flat().map(String).join(', ')}`;
  if (keyword === 'anyOf' || keyword === 'oneOf') return 'must have one of the forms of the contract';
  if (keyword === 'additionalProperties') return 'must have no other members';
  return message;
}
