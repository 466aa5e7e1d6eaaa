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
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
