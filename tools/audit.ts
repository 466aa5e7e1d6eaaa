/**
 * Fails where what ships, bundled or installed beside it, has a known flaw of high severity or above: reads what
 * `npm audit --json` says from standard input, and from `dist/` what is bundled.
 */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Report, shippedFlaws } from './shipped-flaws.ts';

const top = new URL('../', import.meta.url);
const json = async (name: string) => JSON.parse(await readFile(new URL(name, top), 'utf8'));

const report: Report = JSON.parse(await text(process.stdin));
if (report.auditReportVersion === undefined) console.log('NOT CHECKED for known flaws: the registry answers no audits');
else {
  const flaws = shippedFlaws(report, await json('package-lock.json'), await json('dist/sbom.json'));
  console.log(flaws.length === 0 ? 'no known flaw of high severity or above in what ships' : flaws.join('\n'));
  if (flaws.length > 0) process.exitCode = 1;
}
