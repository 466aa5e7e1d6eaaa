#!/usr/bin/env node
import { objectionTo } from './oldest-node.ts';

// The rest is loaded after that: an older Node lacks what it imports, and would say so by a SyntaxError.
const objection = objectionTo(process.versions.node);
if (objection === null) import('./commands.ts');
else {
  console.error(objection);
  process.exitCode = 1;
}
