import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Body, HttpRequest } from './request.ts';

/**
 * A request as node:http brings it; null where the request line or the `Host` header is not valid.
 *
 * @param awaitsContinue whether the client waits for leave to send the body
 */
export function fromNode(
  message: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  awaitsContinue: boolean,
): HttpRequest | null {
  const target = targetOf(message.url ?? '');
  const { host } = message.headers;
  if (target === null || !(host === undefined ? message.httpVersion === '1.0' : hostPattern.test(host))) return null;
  return {
    ...target,
    method: message.method ?? 'GET',
    headers: flat(message.headers),
    address: message.socket.remoteAddress ?? null,
    signal,
    body: (most) => {
      if (awaitsContinue) response.writeContinue();
      return readMessage(message, most);
    },
  };
}

/** Joined by Node already, but for `set-cookie`, which no request has. */
function flat(headers: IncomingMessage['headers']): HttpRequest['headers'] {
  return headers as HttpRequest['headers'];
}

/** Path and query of a request line in either form; null: it is neither. */
function targetOf(url: string): Pick<HttpRequest, 'path' | 'search'> | null {
  if (url.startsWith('/')) {
    const at = url.indexOf('?');
    return at === -1 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) };
  }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return { path: pathname, search };
}

/** A name or an address, and a port. Only HTTP/1.0 may leave the header out. */
const hostPattern = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

function readMessage(message: IncomingMessage, most: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) {
        chunks.push(chunk);
        return;
      }
      // The rest is read and thrown away, for as long as a body may take.
      message.off('data', take);
      message.resume();
      resolve('too large');
    };
    message.on('data', take);
    // Each comes once. `on`: to take a listener away again costs more than to let it go with its message.
    message.on('end', () => {
      const [only] = chunks;
      resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    // Also after an error, which nothing else reports.
    message.on('close', () => resolve('broken off'));
  });
}
