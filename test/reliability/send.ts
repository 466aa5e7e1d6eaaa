import { Agent, type IncomingMessage, request } from 'node:http';

/** A request as it is sent. */
export interface Sending {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What came of it. */
export interface Received {
  readonly status: number;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends a request; `leave`: after so many milliseconds nobody waits for its answer any more. */
export function send(url: string, { method, path, headers, body }: Sending, leave?: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asked = request({ hostname, port, path, method, headers, agent }, (response) => {
      read(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), reject);
    });
    asked.once('error', reject);
    if (leave !== undefined) setTimeout(() => asked.destroy(new Error('left')), leave).unref();
    asked.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Lets go of every connection. */
export function closeConnections(): void {
  agent.destroy();
}
