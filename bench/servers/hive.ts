import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Place, Server } from './servers.ts';
import { upstreamWords } from './upstream-words.ts';

const programs = join(import.meta.dirname, '../peers/node_modules/.bin');
const config = (name: string) => join(import.meta.dirname, '../peers/hive', name);
const env = ({ upstream, keys }: Place) => ({ BENCH: JSON.stringify({ upstream, keys }) });

/** Hive Gateway over the REST services. What it serves is composed before it starts, which is not part of its start. */
export const hive: Server = {
  name: 'hive',
  title: 'Hive Gateway + Mesh Compose',
  quick: false,
  ...upstreamWords,
  command: (place) => {
    const supergraph = join(place.directory, `supergraph-${place.port}.graphql`);
    execFileSync(process.execPath, [join(programs, 'mesh-compose'), '-c', config('mesh.config.ts'), '-o', supergraph], {
      env: { ...process.env, ...env(place) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return [
      ...([process.execPath, join(programs, 'hive-gateway'), 'supergraph', supergraph] as const),
      ...['-c', config('gateway.config.ts'), '-h', '127.0.0.1', '-p', String(place.port)],
    ];
  },
  env,
};
