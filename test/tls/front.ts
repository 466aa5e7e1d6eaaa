import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** Certificates for `localhost` that sign themselves: one until 2126, one of the year 2020, and one for `api.example.com`. */
export type Certificate = 'good' | 'expired' | 'other-host';

/** TLS in front of a server of plain HTTP, which would rather speak HTTP/2. */
export interface TlsFront {
  /** `https://localhost:53413` */
  readonly origin: string;
  /** What was agreed on, connection by connection: `h2` or `http/1.1`; false: nothing. */
  readonly protocols: readonly TLSSocket['alpnProtocol'][];
  close(): Promise<void>;
}

const fileOf = (name: string) => fileURLToPath(new URL(`${name}.pem`, import.meta.url));

/** What a program is started with that trusts a certificate. */
export const trusting = (certificate: Certificate) => ({ NODE_EXTRA_CA_CERTS: fileOf(certificate) });

/** Starts it on a free port. Bytes go through as they come, and what ends one side ends the other in the same way. */
export async function startTlsFront(target: string, certificate: Certificate = 'good'): Promise<TlsFront> {
  const { port } = new URL(target);
  const protocols: TLSSocket['alpnProtocol'][] = [];
  const open = new Set<TLSSocket>();
  const [key, cert] = ['key', certificate].map((name) => readFileSync(fileOf(name)));
  const options = { key, cert, ALPNProtocols: ['h2', 'http/1.1'] };
  const server = createServer(options, (near) => {
    protocols.push(near.alpnProtocol);
    open.add(near);
    const far = connect(Number(port), '127.0.0.1');
    far.on('error', () => near.destroy()).on('close', () => near.end());
    near.on('error', () => far.destroy()).on('close', () => open.delete(near) && far.destroy());
    near.pipe(far).pipe(near);
  });
  await once(server.listen(0), 'listening');
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    protocols,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
