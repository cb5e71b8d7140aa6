import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { consoleEn } from './console/en.ts';
import { consoleZhCn } from './console/zh-cn.ts';
import { en as storefrontEn } from './en.ts';
import { zhCN as storefrontZhCn } from './zh-CN.ts';

const en = { ...storefrontEn, ...consoleEn };
const zhCN = { ...storefrontZhCn, ...consoleZhCn };

const SRC = join(import.meta.dirname, '..');
const components = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
);
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+(?:, \w+)?)\}\}/g)].map(([, name]) => name).sort();
/** Attributes whose value a person reads or hears. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label']);

describe('the catalogues of texts', () => {
  it('of the storefront and of the console share no key', () => {
    const both = Object.keys(storefrontEn).filter((key) => Object.hasOwn(consoleEn, key));
    expect(both).toEqual([]);
  });

  it('of all files share no key, as one would hide the other', () => {
    const named = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('en.ts'))
      .flatMap((name) =>
        [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(
          ([, key]) => key,
        ),
      );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key, at) => named.indexOf(key) < at)).toEqual([]);
  });

  it('have the same keys', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
    expect(Object.keys(en).length).toBeGreaterThan(100);
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s is filled in the same way in both', (key) => {
    expect(zhCN[key].trim()).not.toBe('');
    expect(placeholders(zhCN[key])).toEqual(placeholders(en[key]));
  });

  it('have no Chinese in English, and Chinese in Chinese', () => {
    for (const [key, text] of Object.entries(en)) expect(text, key).not.toMatch(/\p{Script=Han}/u);
    const without = Object.entries(zhCN).filter(([, text]) => !/\p{Script=Han}/u.test(text));
    expect(without.map(([key]) => key).sort()).toEqual([
      'exchange.quantity',
      'price.hidden',
      'suggestion.partial-vin',
      'suggestion.vin',
    ]);
  });
});

describe('the components', () => {
  it.each(components)('%s has no text of its own', (name) => {
    expect(literalTexts(name, readFileSync(join(SRC, name), 'utf8'))).toEqual([]);
  });

  it('would be caught at it', () => {
    const source = '<p title="Hi"><b>Hello</b>{\'you\'} · {a ? "yes" : t("key")}</p>';
    expect(literalTexts('x.tsx', source)).toEqual(['Hi', 'Hello', 'you', 'yes']);
  });

  it('use each key, and no other', () => {
    const text = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('locales'))
      .map((name) => readFileSync(join(SRC, name), 'utf8'))
      .join('\n');
    // Keys made of a prefix and a value of the API's.
    const prefixes = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = Object.keys(en).filter(
      (key) => !text.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

/** Texts with letters in them that a person would see. */
function literalTexts(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const add = (text: string) => {
    if (/\p{L}/u.test(text)) found.push(text.trim());
  };
  const shown = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node.text);
    else if (ts.isConditionalExpression(node)) {
      shown(node.whenTrue);
      shown(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      if (/^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText())) shown(node.right);
    } else if (ts.isParenthesizedExpression(node)) shown(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node.text);
    if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent))
      shown(node.expression);
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer !== undefined)
      shown(ts.isJsxExpression(node.initializer) ? (node.initializer.expression ?? node) : node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
