import type { InputOf, ItemOf, Operation, OperationId, PagedOperationId, ResultOf } from './operation.ts';
import type { Page, Window } from './page.ts';

/** The upstream services as one GraphQL request may use them: with its caller's token, deadline, budget and abort signal. */
export interface UpstreamSession {
  /**
   * Calls an endpoint and returns the JSON it answers, undefined where it answers without a body.
   *
   * @throws UpstreamError when it does not answer with success
   * @throws InputError when a path parameter is no valid id
   */
  call<const Id extends OperationId>(operation: Operation<Id>, input: InputOf<Id>): Promise<ResultOf<Id>>;

  /**
   * Reads one page of a list. `limit` and `starting_after` of the input are set from the window.
   *
   * @throws UpstreamError and InputError as `call` does
   */
  page<const Id extends PagedOperationId>(
    operation: Operation<Id>,
    input: InputOf<Id>,
    window: Window,
  ): Promise<Page<ItemOf<Id>>>;

  /** Upstream calls made so far, retries included. */
  readonly callCount: number;
}
