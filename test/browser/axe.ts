import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has against a page as it is now, or against parts of it, a line each: rule, place, and why. */
export async function objectionsTo(page: Page, parts = 'html'): Promise<string[]> {
  // By the debugger, so that the page's own policy of scripts does not stand in the way.
  await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { violations } = await Reflect.get(window, 'axe').run({ include: [selector] });
    return violations.flatMap(({ id, nodes }: Violation) =>
      nodes.map(({ target, any }) => `${id} ${target.join(' ')}: ${any.map(({ message }) => message).join('; ')}`),
    );
  }, parts);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly {
    readonly target: readonly string[];
    readonly any: readonly { readonly message: string }[];
  }[];
}
