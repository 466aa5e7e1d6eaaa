import type { Reporter } from 'vitest/node';

/**
 * Says in one line, at the end of a run, which tests were skipped: those that need a program or a build which is not there.
 * What was left out by name was meant to be.
 */
export function skippedTests(): Reporter {
  let isFiltered = false;
  return {
    onInit({ config }) {
      isFiltered = config.testNamePattern !== undefined;
    },
    onTestRunEnd(modules) {
      const skipped = modules
        .map(({ relativeModuleId, children }) => ({
          relativeModuleId,
          count: [...children.allTests('skipped')].length,
        }))
        .filter(({ count }) => count > 0)
        .map(({ relativeModuleId, count }) => `${count} of ${relativeModuleId}`);
      if (skipped.length > 0 && !isFiltered) console.log(`NOT TESTED: ${skipped.join(', ')}`);
    },
  };
}
