import { answerShape, type Shape, type ShapeSource } from './answer-shape.ts';
import { answerSchemas } from './contract/answers.ts';
import type { Endpoint, EndpointName } from './endpoint.ts';
import { UpstreamError } from './errors.ts';

const shapes = new Map<EndpointName, Shape | undefined>();

/**
 * Makes an answer safe to read by the contract's types. A member of another type, and an object or list that must be
 * there and is not, throws when it is read: whoever asks for it, and nobody else, learns that it cannot be read. A member that is null where
 * the contract knows no null is left out, as if it had not been sent. Changes the answer itself.
 *
 * @throws UpstreamError when the answer as a whole is of another type, or its rows are
 */
export function guardAnswer(endpoint: Endpoint, answer: unknown): void {
  const { name, service } = endpoint;
  if (!shapes.has(name)) {
    const source = answerSchemas.find(({ $id }) => $id === service);
    // One document per service, made of the contract: its answers by endpoint, and what they refer to.
    shapes.set(name, source && answerShape(source as unknown as ShapeSource, name));
  }
  const shape = shapes.get(name);
  const malformed = () => new UpstreamError({ kind: 'malformed', endpoint: name, service, outcome: 'UNKNOWN' });
  if (shape !== undefined && !isReadable(answer, shape, malformed)) throw malformed();
}

/** Whether a value is of the shape's type; what is in it is guarded. */
function isReadable(value: unknown, shape: Shape, malformed: () => UpstreamError): boolean {
  if (!isOfType(value, shape.types)) return false;
  if (Array.isArray(value)) {
    const item = shape.item();
    return item === undefined || value.every((each) => isReadable(each, item, malformed));
  }
  if (typeof value === 'object' && value !== null) guardMembers(value, shape, malformed);
  return true;
}

function guardMembers(value: object, shape: Shape, malformed: () => UpstreamError): void {
  for (const [name, member] of Object.entries(value)) {
    const inner = shape.member(name);
    if (inner === undefined) continue;
    if (member === null && !isOfType(null, inner.types)) Reflect.deleteProperty(value, name);
    else if (!isReadable(member, inner, malformed)) throwWhenRead(value, name, malformed);
  }
  for (const name of shape.required)
    if (!(name in value) && holdsOthers(shape.member(name))) throwWhenRead(value, name, malformed);
}

/** A value that others are read from: where it is missing, they are no more than that. */
function holdsOthers(shape: Shape | undefined): boolean {
  return shape !== undefined && (shape.types.has('object') || shape.types.has('array'));
}

function throwWhenRead(value: object, name: string, malformed: () => UpstreamError): void {
  Object.defineProperty(value, name, {
    configurable: true,
    enumerable: true,
    get() {
      throw malformed();
    },
  });
}

function isOfType(value: unknown, types: ReadonlySet<string>): boolean {
  if (types.size === 0) return true;
  if (value === null) return types.has('null');
  if (Array.isArray(value)) return types.has('array');
  if (typeof value === 'number') return types.has('number') || (types.has('integer') && Number.isSafeInteger(value));
  return types.has(typeof value);
}
