import { afterAll } from 'vitest';
import { endPrograms } from './program.ts';

// After each test file, whichever way it ended.
afterAll(endPrograms);
