import type { ServerResponse } from 'node:http';
import { bodiless, type HttpResponse } from './response.ts';

/** Sends a response, unless the client has disconnected. */
export type Send = (answer: HttpResponse, response: ServerResponse) => void;

/**
 * Sends the answers of one turn of the loop together, at its end. Each write wakes whoever reads at its other end, unless it is
 * awake: one after the other with work between them, answers of one name took 25 µs each to write, where calls upstream, which
 * undici writes together, took 7. One name takes 0.82 of the processor time, a nested customer 360 0.94.
 *
 * @param timeout milliseconds during which nobody reads on in an answer, after which the connection is cut
 */
export function createSend(timeout: number): Send {
  let waiting: Parameters<Send>[] = [];

  function sendWaiting(): void {
    const together = waiting;
    waiting = [];
    for (const [answer, response] of together) write(answer, response, timeout);
  }

  return (answer, response) => {
    waiting.push([answer, response]);
    if (waiting.length === 1) setImmediate(sendWaiting);
  };
}

function write({ status, headers, body }: HttpResponse, response: ServerResponse, timeout: number): void {
  if (response.destroyed) return;
  const length = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(status, bodiless.has(status) ? headers : { ...headers, 'content-length': length });
  response.end(body ?? undefined);
  const { socket } = response;
  // Behind other answers of its connection, it is sent after them. Node sets the time anew with the next request.
  if (socket === null) response.once('socket', (its) => its.setTimeout(timeout));
  // The operating system has taken all of it, so no read timeout is needed.
  else if (socket.writableLength > 0) socket.setTimeout(timeout);
}
