/**
 * `npm run bench:profile`: where the product's processor time goes, by workload, at full load with every default on.
 * `-- --workload oneName` for one only, `-- --own 40` for more of the functions that take most of it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emptyDirectory } from './measure/directory.ts';
import { load } from './measure/load.ts';
import { freePort } from './measure/ports.ts';
import { profiler } from './measure/profiler.ts';
import { sharesOf } from './measure/shares.ts';
import { productOf } from './servers/servers.ts';
import { startServer } from './servers/start-server.ts';
import { makeTokens } from './tokens.ts';
import { count } from './upstream/data.ts';
import { startStub } from './upstream/stub.ts';
import { bodyOf, workloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    workload: { type: 'string' },
    own: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '6' },
  },
});
const directory = emptyDirectory('profile');
// From its sources: in the package all files are one.
const product = join(import.meta.dirname, '../src/main.ts');
const tokens = await makeTokens();
const stub = await startStub(directory, tokens.keys, 1);
const inspectPort = await freePort();
const server = await startServer(productOf(product, { flags: [`--inspect=127.0.0.1:${inspectPort}`] }), {
  stub,
  directory,
  core: 0,
});

try {
  const profile = await profiler(inspectPort);
  for (const workload of workloads.filter(({ name }) => values.workload === undefined || values.workload === name)) {
    const bodies = Array.from({ length: count }, (_, index) => bodyOf(workload, index + 1));
    const options = {
      url: server.url,
      name: workload.name,
      bodies,
      tokens: tokens.good,
      connections: 32,
      core: 1,
      directory,
    };
    await load({ ...options, seconds: 2 });
    const taken = await profile(() => load({ ...options, seconds: Number(values.seconds) }));
    const { shares, functions } = sharesOf(taken);
    console.log(`\n${workload.title}`);
    for (const [what, share] of shares) console.log(`${(100 * share).toFixed(1).padStart(6)} %  ${what}`);
    console.log(`   of which by function:`);
    for (const [what, share] of functions.slice(0, Number(values.own)))
      console.log(`${(100 * share).toFixed(1).padStart(6)} %  ${what}`);
  }
  profile.close();
} finally {
  await server.stop();
  stub.stop();
}
