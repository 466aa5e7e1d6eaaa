/**
 * `npm run bench`: see docs/performance.md, whose results it writes, and the table in the README. With `--quick` (bare Node, the
 * product and the naive server only), `--only product,hive` or `--rounds 1` it prints them and writes nothing.
 */
import { parseArgs } from 'node:util';
import { compare, type Part } from './comparison.ts';
import { emptyDirectory } from './measure/directory.ts';
import { buildProduct, installPeers, installProduct } from './product.ts';
import { publish } from './publish.ts';
import { report } from './report.ts';
import { serversFor } from './servers/servers.ts';
import { makeTokens } from './tokens.ts';
import { startStub } from './upstream/stub.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const { quick } = values;
const wanted = values.only?.split(',');

/** The chief figure, processor time per request, is taken at full load. */
const plan: readonly Part[] = quick
  ? [{ delay: 0, connections: 32, rounds: 2, seconds: 2, warmUp: 4 }]
  : [
      { delay: 0, connections: 32, rounds: 5, seconds: 2, warmUp: 10 },
      { delay: 0, connections: 1, rounds: 1, seconds: 2, warmUp: 1 },
      { delay: 20, connections: 32, rounds: 2, seconds: 2, warmUp: 1 },
      { delay: 20, connections: 1, rounds: 1, seconds: 2, warmUp: 1 },
    ];

installPeers({ all: !quick });
const directory = emptyDirectory('bench');
const servers = serversFor(quick ? buildProduct() : installProduct(directory)).filter((server) =>
  wanted === undefined ? server.quick || !quick : server.name === 'bare' || wanted.includes(server.name),
);
const tokens = await makeTokens();
const loadCore = 1;
const stub = await startStub(directory, tokens.keys, loadCore);
try {
  const rounds = values.rounds === undefined ? {} : { rounds: Number(values.rounds) };
  const results = {
    ...(await compare({
      servers,
      plan: plan.map((part) => ({ ...part, ...rounds })),
      tokens,
      stub,
      loadCore,
      serverCore: 0,
      directory,
    })),
    quick,
  };
  console.log(report(results));
  if (!quick && wanted === undefined && values.rounds === undefined) publish(results);
} finally {
  stub.stop();
}
