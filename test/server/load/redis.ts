import { spawnSync } from 'node:child_process';
import { freePort } from '../../../bench/measure/ports.ts';
import { startProgram } from '../../program.ts';

const program = ['valkey-server', 'redis-server'].find((name) => spawnSync(name, ['--version']).error === undefined);

/** Whether there is a store to test with. */
export const isInstalled = program !== undefined;
if (!isInstalled)
  console.warn(
    'Counting in Redis is not tested: neither valkey-server nor redis-server is there (apt-get install redis-server).',
  );

/** A real store on this machine, empty, which keeps nothing. */
export interface Store {
  readonly url: string;
  /** Keeps its connections and answers nothing, until it is woken. */
  hang(): void;
  wake(): void;
  stop(): Promise<void>;
}

/** Starts a store that wants a password. */
export async function startStore(password: string): Promise<Store> {
  const port = String(await freePort());
  const options = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--requirepass',
    password,
  ];
  const store = startProgram(program ?? '', options, { env: {} });
  await store.says(/ready to accept connections/i);
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    hang: () => process.kill(store.pid, 'SIGSTOP'),
    wake: () => process.kill(store.pid, 'SIGCONT'),
    stop: async () => {
      await store.end('SIGKILL');
    },
  };
}
