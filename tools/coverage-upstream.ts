/**
 * Prints which operations of the upstream contract no field of the schema calls, and which members of upstream's answers no
 * field shows; fails where there is any without a reason, or a reason for nothing.
 */
import { memberCoverage } from './member-coverage.ts';
import { upstreamCoverage } from './upstream-coverage.ts';

const { reached, unreached, excepted } = upstreamCoverage();
console.log(`Operations that fields call: ${reached.length}`);
console.log(`Not part of the graph: ${excepted.length}`);
for (const { id, reason } of excepted) console.log(`  ${id}  (${reason})`);
list('Operations that no field calls', unreached);

const members = await memberCoverage();
console.log(`Members that fields show: ${members.shown}`);
console.log(`Left out for a reason (tools/members-left-out.ts): ${members.excepted.length}`);
list('Members that no field shows', members.hidden);
list('Reasons for members that there are not, or that a field shows', members.stale);

function list(what: string, names: readonly string[]): void {
  console.log(`${what}: ${names.length}`);
  for (const name of names) console.log(`  ${name}`);
  if (names.length > 0) process.exitCode = 1;
}
