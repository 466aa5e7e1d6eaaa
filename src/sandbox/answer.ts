/** The answer of a handler. */
export interface SandboxAnswer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** 200 with a body; 404 if it is undefined. */
export function found(body: unknown): SandboxAnswer {
  return body === undefined || body === null ? failure(404, 'NOT_FOUND', 'No such thing.') : { status: 200, body };
}

/** An error in the form of the contract. */
export function failure(status: number, code: string, message: string, errors?: readonly object[]): SandboxAnswer {
  return { status, body: { error: { code, message, ...(errors && { errors }) } } };
}

/** 400 for a write that the present state does not allow. */
export function wrongStateAnswer(message: string): SandboxAnswer {
  return failure(400, 'WRONG_STATE', message);
}

/** 400 for a value that upstream does not take, at a JSON pointer into the body. */
export function invalid(field: string, message: string): SandboxAnswer {
  return failure(400, 'VALIDATION', 'The request is not valid.', [{ field, message }]);
}
