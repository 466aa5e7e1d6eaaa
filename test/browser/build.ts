import { buildExplorer } from '../../tools/build-explorer.ts';

/** Before any test: the explorer, which the server's tests and the browser's load. */
export default buildExplorer;
