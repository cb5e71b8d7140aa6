import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { importsEn } from './console/imports-en.ts';
import { importsZhCn } from './console/imports-zh-cn.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Where rows are read, and what is wrong with them, with their file, or to be said of it, gets its code. */
const READERS: readonly (readonly [folder: string, files: RegExp])[] = [
  ['packages/interchange/src', /^(?!checks\/|preview\/).*/],
  ['packages/import-job/src', /^(row-|import-run|import-failure|import-kind)/],
  ['packages/release/src', /^(release-settings|releases-open)/],
  ['packages/kernel/src', /^money\.ts$/],
  [
    'services/catalog/src/domain',
    /^(part-|link-entry|number-entry|attribute-entry|buy-options|row-faults|gtin)/,
  ],
  ['services/catalog/src/adapters', /imports\/|staging/],
  ['services/fitment/src/application', /^(read-|import-)/],
  ['services/fitment/src/domain', /^vehicle-(changes|place|external)/],
  ['services/inventory/src/application', /^(import-|row-step)/],
  ['services/inventory/src/adapters/imports', /./],
];
const FAMILIES = ['code', 'failure', 'note'] as const;

it('every code that the report of an import can hold has a text in both languages', () => {
  const codes = collectedCodes();
  // As many as there are, or the collector looks in the wrong places.
  expect(codes.size).toBeGreaterThan(80);
  for (const known of ['required', 'not-json', 'make-unknown', 'zip-bomb', 'encoding', 'price-zero'])
    expect([...codes.keys()]).toContain(known);
  for (const texts of [importsEn, importsZhCn] as Record<string, string>[]) {
    const without = [...codes].filter(
      ([code]) => !FAMILIES.some((family) => `imports.${family}.${code}` in texts),
    );
    expect(without).toEqual([]);
  }
});

/** By where they were found first. */
function collectedCodes(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [folder, files] of READERS)
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || !files.test(name)) continue;
      if (/\.(test|contract|fixture|bench|child)\.ts$|writer\.ts$|losses|convert-item/.test(name)) continue;
      const path = join(folder, name);
      const source = ts.createSourceFile(
        path,
        readFileSync(join(ROOT, path), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      );
      for (const code of codesIn(source)) if (!codes.has(code)) codes.set(code, path);
    }
  return codes;
}

/** Members `code`, unions of them, and what errors are made with. */
function codesIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const add = (text: string) => {
    if (/^[a-z]+[a-z0-9]*(-[a-z0-9]+)*$/.test(text)) found.push(text);
  };
  const literalsOf = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) add(node.text);
    else if (ts.isLiteralTypeNode(node)) literalsOf(node.literal);
    else if (ts.isUnionTypeNode(node)) for (const each of node.types) literalsOf(each);
    else if (ts.isConditionalExpression(node)) {
      literalsOf(node.whenTrue);
      literalsOf(node.whenFalse);
    } else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) literalsOf(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') literalsOf(node.initializer);
    if (ts.isPropertySignature(node) && node.name.getText() === 'code' && node.type !== undefined)
      literalsOf(node.type);
    if (ts.isTypeAliasDeclaration(node) && /Code$/.test(node.name.text)) literalsOf(node.type);
    if (ts.isNewExpression(node))
      for (const each of node.arguments ?? [])
        if (ts.isStringLiteral(each) && each.text.includes('-')) literalsOf(each);
    if (ts.isCallExpression(node) && /fault|refus|report/i.test(node.expression.getText()))
      for (const each of node.arguments)
        if (/-/.test(each.getText()) && each.getText().length < 100) literalsOf(each);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
