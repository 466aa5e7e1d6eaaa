import DataLoader from 'dataloader';
import { admits, type Scope } from '../kernel/scope.ts';
import type { Endpoint, EndpointName, InputOf, PagedEndpointName, ResultOf } from '../upstream/endpoint.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { keyOf } from './key.ts';
import { Remembered } from './remembered.ts';
import { primes } from './tables.ts';
import type { Bound, ReadSettings, Shortcuts, Uses, ViewWay } from './view.ts';

type Loader = DataLoader<object, unknown, string>;

/**
 * What one request has read, and its only way upstream: reads are remembered per endpoint and input, failures too, and a
 * write forgets them all. It has no public members: only the framework of the schema's fields can use it.
 */
export class Memory {
  readonly #session: UpstreamSession;
  readonly #scopes: ReadonlySet<Scope>;
  readonly #endpoints = new Map<EndpointName, Remembered>();
  readonly #batches = new Map<ViewWay<never, unknown>, Loader>();

  readonly #settings: ReadSettings;

  constructor(session: UpstreamSession, scopes: ReadonlySet<Scope>, settings: ReadSettings) {
    this.#session = session;
    this.#scopes = scopes;
    this.#settings = settings;
  }

  /** Reads an endpoint, or returns what was read before with the same input. */
  static read(memory: Memory, endpoint: Endpoint, input: object): Promise<unknown> {
    return memory.#read(endpoint, input);
  }

  /** Reads a view by one of its ways. */
  static view<Input extends object, Answer>(
    memory: Memory,
    way: ViewWay<Input, Answer>,
    input: Input,
  ): Promise<Answer> {
    return memory.#view(way, input);
  }

  /**
   * Makes a write; then forgets everything that was read, whether or not the outcome of the write is known.
   *
   * @throws UpstreamError when it does not succeed
   */
  static async write<const Name extends EndpointName>(
    memory: Memory,
    endpoint: Endpoint<Name>,
    input: InputOf<Name>,
  ): Promise<ResultOf<Name>> {
    try {
      return await memory.#session.call(endpoint, input);
    } finally {
      memory.#endpoints.clear();
      memory.#batches.clear();
    }
  }

  #remembered({ name }: Endpoint): Remembered {
    let known = this.#endpoints.get(name);
    if (known === undefined) {
      known = new Remembered();
      this.#endpoints.set(name, known);
    }
    return known;
  }

  /** Failures are cached too: the call is not repeated. */
  #read(endpoint: Endpoint, input: object): Promise<unknown> {
    const { answers } = this.#remembered(endpoint);
    const key = keyOf(input);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#call(endpoint, input);
    answers.set(key, answer);
    return answer;
  }

  async #call(endpoint: Endpoint, input: object): Promise<unknown> {
    try {
      if (!isPaged(input)) return (await this.#session.call(endpoint, input as InputOf<EndpointName>)) ?? true;
      const { window, ...rest } = input;
      // An input has a window where its endpoint is paged.
      const page: Page<object> = await this.#session.page(
        endpoint as Endpoint<PagedEndpointName>,
        rest as InputOf<PagedEndpointName>,
        window,
      );
      const prime = primes.get(endpoint.name);
      if (prime !== undefined) this.#remembered(prime.endpoint).prime(prime, page.items, rest);
      return page;
    } catch (error) {
      if (endpoint.mayBeAbsent && error instanceof UpstreamError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  #view<Input extends object, Answer>(way: ViewWay<Input, Answer>, input: Input): Promise<Answer> {
    if ('read' in way) return way.read(input, this.#bound(way.uses), this.#settings);
    let batch = this.#batches.get(way);
    if (batch === undefined) {
      const readMany = way.readMany(this.#bound(way.uses), this.#shortcuts(way.shortcuts ?? {}));
      batch = new DataLoader<object, unknown, string>((inputs) => readMany(inputs as readonly Input[]), {
        maxBatchSize: way.maxBatch,
        cacheKeyFn: (each) => JSON.stringify(each),
      });
      this.#batches.set(way, batch);
    }
    // A batch is made by its way, whose inputs and answers it holds.
    return batch.load(input) as Promise<Answer>;
  }

  #bound<Used extends Uses>(uses: Used): Bound<Used> {
    // What writes has to see what is there now.
    const isWriting = Object.values(uses).some(({ read }) => !read);
    const boundTo = (endpoint: Endpoint) => (input: object) => {
      if (!endpoint.read) return Memory.write(this, endpoint, input as never);
      return isWriting ? this.#call(endpoint, input) : Memory.read(this, endpoint, input);
    };
    const entries = Object.entries(uses).map(([name, endpoint]) => [name, boundTo(endpoint)]);
    // The type of each function follows from its endpoint.
    return Object.fromEntries(entries) as Bound<Used>;
  }

  #shortcuts<Used extends Uses>(uses: Used): Shortcuts<Used> {
    const entries = Object.entries(uses).map(([name, endpoint]) => [
      name,
      admits(endpoint, this.#scopes) ? (input: object) => Memory.read(this, endpoint, input) : null,
    ]);
    return Object.fromEntries(entries) as Shortcuts<Used>;
  }
}

function isPaged(input: object): input is { readonly window: Window } {
  return 'window' in input;
}

/** Turns a thrown value into an Error. */
export function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('Something could not be loaded.', { cause: reason });
}
