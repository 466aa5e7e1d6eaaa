import type { CpuProfile, ProfileNode } from './profiler.ts';

/** What a profile tells: shares of the time in which the process did something, largest first. */
export interface Shares {
  readonly shares: readonly (readonly [what: string, share: number])[];
  readonly functions: readonly (readonly [what: string, share: number])[];
}

/** What code is for, by where it lies; the first that fits. Node's own streams and timers count for whoever uses them. */
const rooms: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /\/src\/server\/(log|audit)\.ts|\/node_modules\/(pino|sonic-boom|thread-stream|quick-format-unescaped|safe-stable-stringify)\//,
    'logging',
  ],
  // V8 counts JSON.parse and the decoding of text for the function that calls them.
  [/\/src\/upstream\/read-json\.ts/, 'JSON of upstream'],
  [/\/src\/upstream\/(guard-answer|form|answer)\.ts/, 'answers held to the contract'],
  [/\/src\/auth\/tokens\/|\/src\/server\/authenticate\.ts|\/node_modules\/(jose|lru-cache)\//, 'tokens'],
  [/\/src\/auth\/|\/src\/server\/access\.ts/, 'access'],
  [/\/src\/plan\//, 'plan'],
  [/\/src\/server\/(documents|variables|introspection)\.ts|\/src\/server\/limits\//, 'documents, variables, limits'],
  [/\/node_modules\/graphql\/(language|validation|utilities)\//, 'documents, variables, limits'],
  [/\/src\/execution\/|\/node_modules\/graphql\//, 'execution'],
  [/\/src\/(graphql|kernel)\/|\/node_modules\/@pothos\//, 'resolvers'],
  [/\/src\/loaders\/|\/node_modules\/dataloader\//, 'loaders'],
  [/\/src\/upstream\/|\/node_modules\/undici\//, 'upstream client'],
  [/\/src\/server\/|^node:_http|^node:internal\/(http|url|abort_controller|event_target)/, 'HTTP'],
];

/** Sums a profile up. */
export function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): Shares {
  const parents = new Map<number, ProfileNode>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const shares = new Map<string, number>();
  const functions = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id);
    const time = timeDeltas[index] ?? 0;
    if (node === undefined || node.callFrame.functionName === '(idle)') continue;
    total += time;
    add(shares, roomOf(node, parents), time);
    const { functionName, url, lineNumber } = node.callFrame;
    add(
      functions,
      `${functionName || '(anonymous)'} ${url.replace(/^.*\/(node_modules\/|(?=src\/))/, '')}:${lineNumber + 1}`,
      time,
    );
  }
  const largestFirst = (times: Map<string, number>) =>
    [...times].map(([what, time]) => [what, time / total] as const).sort(([, one], [, other]) => other - one);
  return { shares: largestFirst(shares), functions: largestFirst(functions) };
}

function roomOf(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): string {
  const { functionName } = node.callFrame;
  if (functionName === '(garbage collector)') return 'garbage collection';
  for (let at: ProfileNode | undefined = node; at !== undefined; at = parents.get(at.id)) {
    const { url } = at.callFrame;
    const room = rooms.find(([pattern]) => pattern.test(url));
    if (room !== undefined) return room[1];
  }
  return 'Node: sockets, promises, timers';
}

function add(times: Map<string, number>, what: string, time: number): void {
  times.set(what, (times.get(what) ?? 0) + time);
}
