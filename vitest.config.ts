import { defineConfig } from 'vitest/config';

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
    globalSetup: ['test/browser/build.ts'],
    environment: 'node',
    // Files share their modules and so the built schema: nothing of a request or of a configuration is kept in a module.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
