import { buildExplorer } from '../../tools/build-explorer.ts';

/** Before any test: the explorer as it is built from these sources. */
export default async function build(): Promise<void> {
  await buildExplorer();
}
