import { readdirSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { Kind, parse, visit } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { codegenConfig } from '../../src/codegen/codegen.ts';

const helpdesk = new URL('../../schema/operations/helpdesk/*.graphql', import.meta.url).pathname;
const operations = readdirSync(new URL('../../schema/operations/helpdesk/', import.meta.url)).filter((name) =>
  name.endsWith('.graphql'),
).length;

describe.each(['string', 'documentNode'] as const)('codegenConfig with documentMode %s', (documentMode) => {
  let types: string;
  let manifest: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const config = codegenConfig({ documents: helpdesk, output: '/app/', documentMode });
    const files: { filename: string; content: string }[] = await generate({ ...config, silent: true }, false);
    const contentOf = (name: string) => files.find(({ filename }) => filename.endsWith(name))?.content ?? '';
    types = contentOf('/graphql.ts');
    manifest = JSON.parse(contentOf('persisted-documents.json'));
  });

  it('puts every operation into the manifest, by the id that is in the document', () => {
    expect(Object.keys(manifest)).toHaveLength(operations);
    for (const id of Object.keys(manifest)) expect(types).toContain(`{"hash":"${id}"}`);
  });

  it('asks for the names of types where clients have a cache', () => {
    const lacking: string[] = [];
    for (const text of Object.values(manifest))
      visit(parse(text), {
        SelectionSet({ selections }, _, parent) {
          if (parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION) return;
          if (!selections.some((each) => each.kind === Kind.FIELD && each.name.value === '__typename'))
            lacking.push(text);
        },
      });
    if (documentMode === 'documentNode') expect(lacking).toEqual([]);
    else expect(lacking).not.toEqual([]);
  });
});
