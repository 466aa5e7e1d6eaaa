import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { skippedTests } from './test/skipped.ts';

export default defineConfig({
  // Node resolves graphql for its dependants with its own conditions; the tests must get the same copy, or
  // `instanceof` between the two fails and every error is masked.
  ssr: {
    resolve: {
      conditions: ['node', 'import', 'module-sync', 'default'],
      externalConditions: ['node', 'import', 'module-sync'],
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/end-programs.ts'],
    globalSetup: ['test/browser/build.ts', 'test/bundle.ts'],
    environment: 'node',
    reporters: ['default', skippedTests()],
    // Files share their modules and so the built schema: nothing of a request or of a configuration is kept in a module.
    isolate: false,
    // One more than there are cores: many tests wait, for browsers, programs and stores.
    maxWorkers: availableParallelism() + 1,
    // Programs that tests start compile our modules once, not each anew: a start from the source takes 0.7 of the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
    // What takes two seconds by itself takes twenty on a machine that is busy (`npm run test:busy`).
    testTimeout: 60_000,
    // Vitest's own second is not enough on a machine that is busy.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
