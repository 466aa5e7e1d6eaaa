import { keepCompiled } from './cli/keep-compiled.ts';

// What is imported above is compiled each time.
keepCompiled();
const { start } = await import('./cli/start.ts');
await start(process.env);
