/** Prints which operations of the upstream contract no field of the schema calls; fails where there is any without a reason. */
import { upstreamCoverage } from './upstream-coverage.ts';

const { reached, unreached, excepted } = upstreamCoverage();
console.log(`Operations that fields call: ${reached.length}`);
console.log(`Not part of the graph: ${excepted.length}`);
for (const { id, reason } of excepted) console.log(`  ${id}  (${reason})`);
console.log(`Operations that no field calls: ${unreached.length}`);
for (const id of unreached) console.log(`  ${id}`);
if (unreached.length > 0) process.exitCode = 1;
