import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What one run of wrk saw. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** Whom to ask what, how hard. */
export interface LoadOptions {
  readonly url: string;
  /** Names the script. */
  readonly name: string;
  /** Asked for in turn. */
  readonly bodies: readonly string[];
  readonly tokens: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  readonly core: number | string;
  readonly directory: string;
}

const run = promisify(execFile);

/**
 * Asks with wrk, callers and ids in turn.
 *
 * @throws Error when any answer was none, or had another status than 200
 */
export async function load(options: LoadOptions): Promise<Load> {
  const { url, name, bodies, tokens, connections, seconds, core, directory } = options;
  const script = join(directory, `${name}.lua`);
  writeFileSync(script, lua(bodies, tokens));
  const { stdout } = await run('taskset', [
    ...['-c', String(core), 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
  ]);
  const line = stdout.split('\n').find((each) => each.startsWith('result '));
  if (line === undefined) throw new Error(`wrk printed no result:\n${stdout}`);
  const { failed, microseconds, requests, p50, p99 } = JSON.parse(line.slice('result '.length));
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed (${url}, ${name}).`);
  return { requests, perSecond: requests / (microseconds / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
}

/** Requests are made once, so that wrk itself costs next to nothing. */
function lua(bodies: readonly string[], tokens: readonly string[]): string {
  const requests = bodies.map((body, index) => {
    const token = tokens[index % tokens.length];
    return `{ ${luaText(body)}, ${luaText(`Bearer ${token}`)} },`;
  });
  return `
local wanted = {
${requests.join('\n')}
}
local made, turn = {}, 0
function init()
  for index, each in ipairs(wanted) do
    made[index] = wrk.format("POST", nil, { ["content-type"] = "application/json", authorization = each[2] }, each[1])
  end
end
function request()
  turn = turn % #made + 1
  return made[turn]
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('result {"requests":%d,"microseconds":%d,"failed":%d,"p50":%f,"p99":%f}\\n',
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
`;
}

function luaText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
