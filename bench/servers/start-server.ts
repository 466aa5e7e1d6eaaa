import { firstAnswer } from '../measure/first-answer.ts';
import { freePort } from '../measure/ports.ts';
import { type Process, start } from '../measure/process.ts';
import type { Stub } from '../upstream/stub.ts';
import type { Server } from './servers.ts';

/** A server that answers. */
export interface Running extends Process {
  readonly server: Server;
  /** Of its GraphQL endpoint. */
  readonly url: string;
  /** Milliseconds from its start to its first answer. */
  readonly startTime: number;
}

/** Where a server is started. */
export interface Surroundings {
  readonly stub: Stub;
  /** Milliseconds that upstream takes; 0 if left out. */
  readonly delay?: 0 | 20;
  readonly directory: string;
  /** The core that it may use, or a list of them with commas between. */
  readonly core: number | string;
}

/**
 * Starts a server on a free port and waits until it answers. What it prints is in `<name>.log` in the directory.
 *
 * @throws an error of `fetch` when it does not answer within 30 seconds
 */
export async function startServer(server: Server, surroundings: Surroundings): Promise<Running> {
  const { stub, delay = 0, directory, core } = surroundings;
  const port = await freePort();
  const place = { port, upstream: stub.url(delay), keys: stub.keys, directory };
  const [command, env, output] = [server.command(place), server.env(place), `${directory}/${server.name}.log`];
  const startedAt = performance.now();
  const process = start({ command, env, cwd: directory, core, output });
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await firstAnswer(url);
  } catch (error) {
    await process.stop();
    throw error;
  }
  return { ...process, server, url, startTime: performance.now() - startedAt };
}
