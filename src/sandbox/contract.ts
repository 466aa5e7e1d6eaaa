import { readFile } from 'node:fs/promises';
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Options } from 'openapi-backend';
import { parse } from 'yaml';
import { contractFormats } from '../kernel/contract-formats.ts';
import { endpointTable } from '../upstream/contract/endpoints.ts';
import type { Schema } from './members.ts';

type EndpointName = keyof typeof endpointTable;

/** A request as the contract sees it. */
export interface ContractRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
  readonly body?: unknown;
}

/** What the contract says of a request. */
export interface Match {
  readonly endpoint: EndpointName;
  readonly path: Record<string, string>;
  readonly query: Record<string, unknown>;
  /** Whether this path is not in the vendor's documentation. */
  readonly isInferred: boolean;
  /** The problems of the request; empty: none. */
  readonly problems: readonly { readonly field: string; readonly message: string }[];
}

/** The upstream contract at work: which endpoint a request is for, and whether it may look like that. */
export interface Contract {
  /** Undefined for a path and method that no service knows. */
  match(request: ContractRequest): Match | undefined;
  /** The methods that a path takes; empty for a path that no service knows. */
  methodsOf(path: string): readonly string[];
  /** The problems of a successful answer of an endpoint; empty: none. */
  answerProblems(endpoint: EndpointName, status: number, body: unknown): readonly string[];
  /** The schema of a successful answer of an endpoint; undefined if it has no body. */
  answerSchema(endpoint: EndpointName, status: number): Schema | undefined;
}

const services = new Set(Object.values(endpointTable).map(({ service }) => service));
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const folder = new URL('../../schema/upstream/', import.meta.url);

let loaded: Promise<Contract> | undefined;

/** The contract of all services; read from `schema/upstream/` once per process, its checks are compiled when first needed. */
export function loadContract(): Promise<Contract> {
  loaded ??= load();
  return loaded;
}

const ajvOpts: NonNullable<Options['ajvOpts']> = { strict: false, logger: false, allErrors: true };
const customizeAjv: NonNullable<Options['customizeAjv']> = (ajv) => {
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(contractFormats)) ajv.addFormat(name, format);
  return ajv;
};

async function load(): Promise<Contract> {
  const backends = new Map<string, OpenAPIBackend>();
  for (const service of services) {
    const definition = parse(await readFile(new URL(`${service}.openapi.yaml`, folder), 'utf8'));
    for (const item of Object.values<Record<string, Record<string, unknown>>>(definition.paths)) {
      const confidence: unknown = item['x-confidence'];
      // An extension on path level would be taken for a method.
      for (const key of Object.keys(item)) if (key.startsWith('x-')) delete item[key];
      for (const operation of Object.values(item)) {
        operation['x-confidence'] ??= confidence;
        // What is found is told by our name of it.
        operation['operationId'] = operation['x-name'];
      }
    }
    const backend = new OpenAPIBackend({
      definition,
      quick: true,
      coerceTypes: true,
      apiRoot: '/v1',
      ajvOpts,
      customizeAjv,
    });
    await backend.init();
    backends.set(service, backend);
  }
  return {
    match: (request) => matchOf([...backends.values()], request),
    methodsOf: (path) =>
      methods.filter((method) =>
        [...backends.values()].some((backend) => backend.matchOperation({ method, path, headers: {} }) !== undefined),
      ),
    answerProblems(endpoint, status, body) {
      const backend = backends.get(endpointTable[endpoint].service);
      const errors = backend?.validateResponse(body, endpoint, status).errors ?? [];
      return errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
    answerSchema(endpoint, status) {
      const operation = backends.get(endpointTable[endpoint].service)?.router.getOperation(endpoint);
      const answer = operation?.responses?.[status];
      // What the contract's files hold is JSON Schema; the library's type of it is another one.
      return answer !== undefined && 'content' in answer
        ? (answer.content?.['application/json']?.schema as Schema | undefined)
        : undefined;
    },
  };
}

/** Every value of a parameter that comes more than once; the library itself makes objects of more than 20. */
function queryOf(path: string): Record<string, string | string[]> {
  const pairs = new URLSearchParams(path.split('?')[1]);
  const entries = [...new Set(pairs.keys())].map((name) => [name, pairs.getAll(name)] as const);
  return Object.fromEntries(entries.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}

function matchOf(backends: readonly OpenAPIBackend[], asked: ContractRequest): Match | undefined {
  const request = { ...asked, query: queryOf(asked.path) };
  for (const backend of backends) {
    const endpoint = backend.matchOperation(request);
    const id = endpoint?.operationId;
    if (endpoint === undefined || !isOperationId(id)) continue;
    const isInferred: boolean = Reflect.get(endpoint, 'x-confidence') === 'inferred';
    const parsed = backend.router.parseRequest(request, endpoint);
    const { valid, errors, coerced } = backend.validateRequest(request, endpoint);
    const query = valid && coerced !== undefined ? coerced.query : parsed.query;
    return {
      endpoint: id,
      isInferred,
      path: Object.fromEntries(Object.entries(parsed.params).map(([name, value]) => [name, String(value)])),
      query: typeof query === 'object' ? { ...query } : {},
      problems: [
        ...(errors ?? []).map(({ instancePath, message }) => ({ field: instancePath, message: message ?? 'is wrong' })),
        ...ruleProblems(endpoint, Object.keys(request.query)),
      ],
    };
  }
  return undefined;
}

/** What is wrong with parameters that are sent together: rules of the vendor's pages that JSON Schema cannot express. */
function ruleProblems(operation: object, sent: readonly string[]): Match['problems'] {
  const apart: readonly (readonly string[])[] = Reflect.get(operation, 'x-not-together') ?? [];
  const needs: Readonly<Record<string, string>> = Reflect.get(operation, 'x-needs') ?? {};
  return [
    ...apart
      .filter((names) => names.every((name) => sent.includes(name)))
      .map((names) => ({ field: `/query/${names[0]}`, message: `must not be sent with ${names.slice(1).join(', ')}` })),
    ...Object.entries(needs)
      .filter(([name, needed]) => sent.includes(name) && !sent.includes(needed))
      .map(([name, needed]) => ({ field: `/query/${name}`, message: `needs ${needed}` })),
  ];
}

function isOperationId(id: string | undefined): id is EndpointName {
  return id !== undefined && Object.hasOwn(endpointTable, id);
}
