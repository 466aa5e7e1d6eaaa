import { rm } from 'node:fs/promises';
import { bundlePackage } from '../tools/bundle.ts';

/** Where the package is that tests start programs of: beside `dist/`, which people build themselves. */
export const bundled = new URL('../.bundle/', import.meta.url);

/** Before any test: the package as apps get it. Its programs start in half the time of their source, and are what people run. */
export default async function bundle(): Promise<void> {
  await rm(bundled, { recursive: true, force: true });
  await bundlePackage(bundled);
}
