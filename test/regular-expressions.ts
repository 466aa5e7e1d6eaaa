import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { bodySchemas } from '../src/upstream/contract/bodies.ts';

/** One regular expression and where it is written. */
export interface Written {
  readonly source: string;
  readonly flags: string;
  readonly at: string;
}

/** Every regular expression that is written in these files. */
export function inFiles(...patterns: readonly string[]): Written[] {
  return globSync([...patterns]).flatMap((file) => {
    const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Written[] = [];
    const visit = (node: ts.Node) => {
      if (ts.isRegularExpressionLiteral(node)) found.push(read(node, tree, file));
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

function read(node: ts.RegularExpressionLiteral, tree: ts.SourceFile, file: string): Written {
  const end = node.text.lastIndexOf('/');
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
  return { source: node.text.slice(1, end), flags: node.text.slice(end + 1), at: `${file}:${line + 1}` };
}

/** Those by which `ajv-formats` checks these formats: the formats' own, and what its functions use. */
export function ofFormats(names: ReadonlySet<string>): Written[] {
  const file = 'node_modules/ajv-formats/dist/formats.js';
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Written[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAssignment(node) && !names.has(nameOf(node.name))) {
      // The tables of formats are walked into, the entries of other formats are not.
      if (!ts.isObjectLiteralExpression(node.initializer)) return;
    }
    if (ts.isRegularExpressionLiteral(node)) found.push(read(node, tree, file));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
}

/** Every `pattern` and every `format` that the contract holds bodies to. */
export function ofContract(): { readonly patterns: readonly Written[]; readonly formats: ReadonlySet<string> } {
  const patterns: Written[] = [];
  const formats = new Set<string>();
  const visit = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      // Ajv compiles patterns with this flag.
      if (key === 'pattern' && typeof value === 'string') patterns.push({ source: value, flags: 'u', at });
      if (key === 'format' && typeof value === 'string') formats.add(value);
      visit(value, `${at}/${key}`);
    }
  };
  for (const schema of bodySchemas()) visit(schema, schema.$id);
  return { patterns, formats };
}
