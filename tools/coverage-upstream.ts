/** Prints which operations of the upstream contract no field of the schema calls; fails when a read is among them. */
import { unreachedOperations } from './upstream-coverage.ts';

const { reads, writes, reached, excepted } = unreachedOperations();
console.log(`Operations that fields call: ${reached.length}`);
console.log(`Not part of the graph: ${excepted.length}`);
for (const { id, reason } of excepted) console.log(`  ${id}  (${reason})`);
console.log(`Writes that no field calls: ${writes.length}`);
for (const id of writes) console.log(`  ${id}`);
console.log(`Reads that no field calls: ${reads.length}`);
for (const id of reads) console.log(`  ${id}`);
if (reads.length > 0) process.exitCode = 1;
