import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { explain } from '../advice/explain.ts';
import { explanationText } from '../advice/explain-text.ts';
import { schema } from '../graphql/schema.ts';
import { isRecord } from '../kernel/record.ts';
import { PlanError } from '../plan/selection.ts';
import { callerArgs, callerOf } from './caller.ts';
import { readOperations } from './documents/operations.ts';
import { DocumentsError } from './documents/sources.ts';
import { exitWith } from './process.ts';

/** `explain <document>`: the scopes that a document needs, what a caller would be denied, and what it costs. Calls nothing. */
export const explainCommand = defineCommand({
  meta: { name: 'explain', description: 'Says what a document needs, is refused, and costs upstream. Calls nothing.' },
  args: {
    document: { type: 'positional', description: 'File with the document.' },
    ...callerArgs,
    variables: { type: 'string', description: 'JSON file with the values of its variables.', valueHint: 'file' },
    operation: { type: 'string', description: 'Which of its operations; default: all.', valueHint: 'name' },
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    const viewer = callerOf(args);
    const variables = args.variables === undefined ? null : await readVariables(args.variables);
    try {
      const operations = await readOperations(schema, args._);
      const wanted = operations.filter(({ name }) => args.operation === undefined || name === args.operation);
      if (wanted.length === 0) exitWith('The document has no such operation.', 2);
      const explanations = wanted.map(({ document }) => explain(schema, document, { variables, viewer }));
      if (args.json) console.log(JSON.stringify(explanations.length === 1 ? explanations[0] : explanations, null, 2));
      else console.log(explanations.map(explanationText).join('\n\n'));
    } catch (error) {
      if (error instanceof DocumentsError || error instanceof PlanError) exitWith(error.message, 2);
      throw error;
    }
  },
});

async function readVariables(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch(() => exitWith(`${file} cannot be read.`, 2));
  try {
    const json: unknown = JSON.parse(text);
    if (isRecord(json)) return { ...json };
  } catch {
    // Told below, like JSON that is something else.
  }
  return exitWith(`${file} does not hold a JSON object.`, 2);
}
