import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which bytes are written as they are. */
export interface RawSocket {
  readonly socket: Socket;
  write(text: string | Uint8Array): void;
  /** Waits until so much has come that the pattern is found; fails when the server ends the connection first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits until the server ends the connection, and gives all that came. */
  ended(): Promise<string>;
}

/** Opens a connection to a server on this machine; half open, it stays open when the server has ended its half. */
export async function open(url: string, { allowHalfOpen = false } = {}): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname.replace(/^\[|\]$/g, ''), allowHalfOpen });
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  // A server that cuts a connection may do so while something is under way to it.
  socket.on('error', () => {});
  // Not `once`, which fails where there was an error before.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return {
    socket,
    write: (bytes) => {
      socket.write(bytes);
    },
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(text);
        if (found !== null) return found;
        const ended = await Promise.race([once(socket, 'data').then(() => false), closed.then(() => true)]);
        if (ended && !pattern.test(text)) throw new Error(`The connection ended after: ${text}`);
      }
    },
    async ended() {
      await closed;
      return text;
    },
  };
}

/** A request as it stands on the wire. */
export function wire(requestLine: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${requestLine}\r\n${lines.join('')}\r\n${body}`;
}

/** Status, headers and body of an answer, `connection: close` having been asked for. */
export function readAnswer(text: string) {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}
