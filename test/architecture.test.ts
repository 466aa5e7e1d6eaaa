import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crowdedFolders, sharedNames, sizes, sourceFiles, violations } from './architecture.ts';
import { circles } from './circles.ts';

describe('the source', () => {
  it('keeps to its rooms, its doors and its manners', () => {
    expect(sourceFiles().flatMap(violations)).toEqual([]);
  });

  it('has no folder with too many files', () => {
    expect(crowdedFolders(sourceFiles())).toEqual([]);
    const many = Array.from({ length: sizes.filesOfFolder + 1 }, (_, n) => ({ path: `kernel/${n}.ts`, text: '' }));
    expect(crowdedFolders(many)).toEqual([`kernel/ has ${sizes.filesOfFolder + 1} files`]);
  });

  it('is as large as ARCHITECTURE.md says it may be', () => {
    const { linesOfFile, filesOfFolder } = sizes;
    expect(readFileSync('ARCHITECTURE.md', 'utf8')).toContain(
      `No file has more than ${linesOfFile} lines, no folder more than ${filesOfFolder} files.`,
    );
  });
});

describe('an exported name', () => {
  it('stands for one thing', () => {
    expect(sharedNames(sourceFiles())).toEqual([]);
  });

  it('is found where it stands for two', () => {
    const text = 'export interface Gate {}';
    expect(
      sharedNames([
        { path: 'kernel/one.ts', text },
        { path: 'upstream/two.ts', text },
      ]),
    ).toEqual(['Gate: kernel/one.ts, upstream/two.ts']);
  });
});

describe('the files', () => {
  it('import each other in no circle', () => {
    expect(circles(sourceFiles())).toEqual([]);
  });

  it('are found where they do', () => {
    const files = [
      { path: 'kernel/one.ts', text: "import { two } from './two.ts';" },
      { path: 'kernel/two.ts', text: "import { one } from './one.ts';" },
    ];
    expect(circles(files)).toEqual(['kernel/one.ts → kernel/two.ts → kernel/one.ts']);
  });
});

describe('the rules', () => {
  it.each([
    ['a getter made for each call', 'server/app.ts', 'function make() { return { get one() { return 1; } }; }'],
    ['a function put into a member', 'server/app.ts', 'const make = (o) => { o.one = () => 1; };'],
    ['a room that looks up', 'kernel/money.ts', "import type { Viewer } from '../auth/viewer.ts';"],
    ['upstream that knows auth', 'upstream/http.ts', "import { anonymous } from '../auth/viewer.ts';"],
    ['a server that loads the sandbox', 'server/app.ts', "const x = await import('../sandbox/sandbox.ts');"],
    [
      'a sandbox that knows the client',
      'sandbox/sandbox.ts',
      "import { createUpstream } from '../upstream/client.ts';",
    ],
    [
      'a domain that knows its neighbour',
      'graphql/wallets/cards/card.ts',
      "import { ReceiptRef } from '../../receipts/receipt/receipt.ts';",
    ],
    [
      'a framework that knows a domain',
      'graphql/framework/node.ts',
      "import { CustomerRef } from '../customers/customer/customer.ts';",
    ],
    ['undici outside its door', 'loaders/customers.ts', "import { request } from 'undici';"],
    ['yoga outside its door', 'graphql/schema.ts', "import { createYoga } from 'graphql-yoga';"],
    ['Pothos outside its door', 'auth/tokens/verify.ts', "import SchemaBuilder from '@pothos/core';"],
    ['the environment outside main', 'server/app.ts', 'const port = process.env.PORT;'],
    ['a barrel', 'graphql/index.ts', ''],
    ['a folder for anything', 'kernel/utils/text.ts', ''],
    ['a file that is too long', 'kernel/long.ts', '\n'.repeat(300)],
    ['an export without a docstring', 'kernel/bare.ts', 'export const bare = 1;'],
    ['a cast without a reason', 'kernel/cast.ts', 'const one = two as never;'],
    ['a cast by way of unknown', 'kernel/cast.ts', 'const one = two as unknown as One;'],
  ])('find %s', (_, path, text) => {
    expect(violations({ path, text })).toHaveLength(1);
  });

  it.each([
    ['kernel/money.ts', "import { Money } from '@dintero/money';\n/** Money. */\nexport const money = 1;"],
    [
      'graphql/receipts/receipt/receipt.ts',
      "import { CustomerRef } from '../../customers/customer/customer.ts';\nimport { builder } from '../../builder.ts';",
    ],
    ['upstream/http.ts', "import { Pool } from 'undici';"],
    ['kernel/cast.ts', '// It was checked above.\nconst one = two as never;'],
    ['cli/start.ts', "import { startSandbox } from '../sandbox/sandbox.ts';\nprocess.env.PORT;"],
  ])('let %s be', (path, text) => {
    expect(violations({ path, text })).toEqual([]);
  });
});
