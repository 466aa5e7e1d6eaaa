import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Report } from './watched.ts';

// Loaded into the server's process before the server. It tells its parent ten times a second how it goes.

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let before = process.cpuUsage();
const every = 100;

setInterval(() => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const report: Report = { delay: delay.max / 1e6, cpu: (user + system) / 1e3, rss, heapUsed };
  process.send?.(report);
  delay.reset();
}, every).unref();

process.on('message', () => globalThis.gc?.());
// Neither this nor the timer keeps a process alive that has nothing else to do.
process.channel?.unref();
process.on('disconnect', () => process.exit());
