import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy on a free port that knows one prefix, and cuts it before it passes a request on. */
export async function cutPrefix(prefix: string, target: string): Promise<{ url: string; stop(): Promise<void> }> {
  const proxy = createServer((message, response) => {
    const { url = '', method, headers } = message;
    if (!url.startsWith(`${prefix}/`)) return response.writeHead(404).end();
    const passed = request(target + url.slice(prefix.length), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    return message.pipe(passed);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    stop: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
