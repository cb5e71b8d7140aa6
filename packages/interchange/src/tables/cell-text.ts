import type { CellValue } from '../columns.ts';

/**
 * A value as the text of one cell, as the reader of a column of its type takes it: lists as `a; b`, attributes as `name=value; …`,
 * either as JSON where an item has one of the signs itself.
 */
export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return listText(value);
  return attributesText(value);
}

const SPLITS_LIST = /[;；]/;

function listText(items: readonly string[]): string {
  const isPlain =
    items.every((item) => item !== '' && !SPLITS_LIST.test(item) && item === item.trim()) &&
    items[0]?.startsWith('[') !== true;
  return isPlain ? items.join('; ') : JSON.stringify(items);
}

const SPLITS_NAME = /[;；=＝]/;

function attributesText(attributes: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(attributes);
  const isPlain =
    pairs.every(([name, value]) => !SPLITS_NAME.test(name) && !SPLITS_LIST.test(value)) &&
    pairs[0]?.[0].startsWith('{') !== true;
  return isPlain
    ? pairs.map(([name, value]) => `${name}=${value}`).join('; ')
    : JSON.stringify(Object.fromEntries(pairs));
}
