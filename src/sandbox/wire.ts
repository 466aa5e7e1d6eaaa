import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxAnswer } from './answer.ts';
import type { WireBody } from './deviations/deviation.ts';
import type { FaultEffect } from './faults.ts';

/** How an answer is to be written. */
export interface Writing {
  readonly method: string;
  readonly effect: FaultEffect | undefined;
  /** Changes what goes over the wire. */
  readonly encode: (body: WireBody) => WireBody;
}

/** Pages of any origin may call, and see how many rows there are. */
const openToBrowsers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'total-count, page-count',
};

/** Answers a browser's question whether a page may call. */
export function writePreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...openToBrowsers,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '600',
  });
  response.end();
}

/** Writes an answer, or what a fault makes of it. */
export function write(response: ServerResponse, answer: SandboxAnswer, { method, effect, encode }: Writing): void {
  const bytes = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  response.setHeader('content-type', 'application/json');
  response.setHeaders(new Map(Object.entries({ ...openToBrowsers, ...answer.headers })));
  if (effect !== undefined && 'status' in effect) response.setHeaders(new Map(Object.entries(effect.headers ?? {})));
  response.statusCode = answer.status;
  if (effect !== undefined && 'garbage' in effect) {
    response.end('<html>no JSON</html>');
  } else if (effect !== undefined && 'truncate' in effect) {
    response.setHeader('content-length', bytes.length);
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
  } else if (method === 'HEAD' || bytes.length === 0) {
    response.end();
  } else {
    const body = encode({ bytes, headers: {} });
    response.setHeaders(new Map(Object.entries(body.headers)));
    response.end(body.bytes);
  }
}

/** Waits, but not longer than the connection lives. */
export function pause(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The JSON of a request; its text if it is not JSON; undefined if it is empty. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The headers of a request that were sent. */
export function headersOf({ headers }: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  );
}
