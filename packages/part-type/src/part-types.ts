import { simplified } from '@qipei/han';
import { AMBIGUOUS_ALIASES } from './ambiguous-aliases.ts';
import { normaliseWords } from './normalise-words.ts';
import type { PartCategory, PartSection, PartType } from './part-type.ts';
import { position, positions } from './position.ts';
import { CATEGORY_TABLE, SECTIONS } from './table/categories.ts';
import { partTypeOfRow } from './table/row.ts';
import { TRADE_WORDS } from './table/trade-words.ts';

const TYPES: readonly PartType[] = CATEGORY_TABLE.flatMap(({ category, common, others }) => [
  ...common.map((row) => partTypeOfRow(category.id, row, true)),
  ...others.map((row) => partTypeOfRow(category.id, row, false)),
]).map((type) => ({ ...type, aliasesZh: [...type.aliasesZh, ...(TRADE_WORDS.get(type.id) ?? [])] }));
const CATEGORIES: readonly PartCategory[] = CATEGORY_TABLE.map(({ category }) => category);

const byId = new Map(TYPES.map((type) => [type.id, type]));
const byName = new Map<string, PartType[]>();

function addName(name: string, type: PartType): void {
  const key = normaliseWords(name);
  const types = byName.get(key);
  if (types === undefined) byName.set(key, [type]);
  else if (!types.includes(type)) types.push(type);
}

for (const type of TYPES)
  for (const name of [type.nameZh, type.nameEn, ...type.aliasesZh, ...type.aliasesEn]) addName(name, type);
for (const [alias, ids] of Object.entries(AMBIGUOUS_ALIASES)) {
  for (const id of ids) {
    const type = byId.get(id);
    if (type !== undefined) addName(alias, type);
  }
}

const positionNames = new Map<string, string>();
for (const { id, nameZh, nameEn, aliases } of positions()) {
  for (const name of [id, nameZh, nameEn, ...aliases]) positionNames.set(normaliseWords(name), id);
}

/** Every part type, category by category. */
export function partTypes(): readonly PartType[] {
  return TYPES;
}

export function partType(id: string): PartType | undefined {
  return byId.get(id);
}

export function categories(): readonly PartCategory[] {
  return CATEGORIES;
}

/** The top of the tree, in the order in which it is shown. */
export function sections(): readonly PartSection[] {
  return SECTIONS;
}

/** The part type with this id, name or alias, in any case and spacing; none where the word is used for several. */
export function findPartType(text: string): PartType | undefined {
  const exact = byId.get(text.trim().toLowerCase());
  if (exact !== undefined) return exact;
  const types = byName.get(normaliseWords(text.slice(0, MAX_TEXT)));
  return types?.length === 1 ? types[0] : undefined;
}

/** Normalised names that belong to more than one type, with the types' ids. */
export function nameCollisions(): Map<string, string[]> {
  return new Map(
    [...byName]
      .filter(([, types]) => types.length > 1)
      .map(([name, types]) => [name, types.map(({ id }) => id)]),
  );
}

/** The id of the place on a vehicle that `text` names, in Chinese or English: 左前, Front Left, `front-left`. */
export function findPosition(text: string): string | undefined {
  return text.length > MAX_POSITION ? undefined : positionNames.get(normaliseWords(text));
}

/** No name of a place is as long. */
const MAX_POSITION = 60;
/** Search words beyond this are not read. */
const MAX_TEXT = 400;

interface Span<T> {
  start: number;
  end: number;
  value: T;
}

function longestOf(names: ReadonlyMap<string, unknown>): number {
  return Math.max(...[...names.keys()].map((name) => name.length));
}

const longestTypeName = longestOf(byName);
const longestPositionName = longestOf(positionNames);
const isLatin = (character: string | undefined): boolean =>
  character !== undefined && /[a-z0-9]/.test(character);

/** Names inside `text`, longest first, none overlapping a longer one. Latin names match whole words only. */
function namesInside<T>(text: string, names: ReadonlyMap<string, T>, longest: number): Span<T>[] {
  const found: Span<T>[] = [];
  for (let start = 0; start < text.length; start += 1) {
    if (isLatin(text[start]) && isLatin(text[start - 1])) continue;
    for (let end = Math.min(text.length, start + longest); end > start; end -= 1) {
      if (isLatin(text[end]) && isLatin(text[end - 1])) continue;
      const value = names.get(text.slice(start, end));
      if (value !== undefined) found.push({ start, end, value });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Span<T>[] = [];
  for (const span of found)
    if (kept.every((other) => span.end <= other.start || span.start >= other.end)) kept.push(span);
  return kept;
}

/**
 * The part types that the words of a search box name: names and aliases inside the text, the longest first, so that
 * 空调压缩机 is one compressor and not also a belt. A word for several types gives them all.
 */
export function matchPartTypes(words: string): PartType[] {
  const found = namesInside(normaliseWords(words.slice(0, MAX_TEXT)), byName, longestTypeName);
  return [...new Set(found.flatMap(({ value }) => value))];
}

/** A part type, or a place on the vehicle, as a text names it. */
export interface NameInText {
  kind: 'part-type' | 'position';
  /** Code units of UTF-16; `end` isn't among them. */
  start: number;
  end: number;
  /** Several of a word that the trade uses for several. */
  ids: readonly string[];
}

/** A Chinese character, or a word of letters and digits. */
const UNIT = /\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;
/** No name has more. */
const MAX_UNITS = 16;

/** Where in a text part types and places are named, in its order: what `matchPartTypes` and `matchPositions` find. */
export function namesInText(text: string): NameInText[] {
  const units = [...text.slice(0, MAX_TEXT).matchAll(UNIT)].map(({ index, 0: unit }) => ({
    start: index,
    end: index + unit.length,
  }));
  const found: NameInText[] = [];
  for (const [at, { start }] of units.entries()) {
    for (const { end } of units.slice(at, at + MAX_UNITS)) {
      const key = normaliseWords(text.slice(start, end));
      if (key.length > longestTypeName && key.length > longestPositionName) break;
      const ids = byName.get(key)?.map(({ id }) => id);
      if (ids !== undefined) found.push({ kind: 'part-type', start, end, ids });
      const place = positionNames.get(key);
      if (place !== undefined) found.push({ kind: 'position', start, end, ids: [place] });
    }
  }
  // 后 in 后视镜 is none of its own.
  found.sort(
    (a, b) =>
      (a.kind < b.kind ? -1 : Number(a.kind > b.kind)) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const kept: NameInText[] = [];
  for (const name of found)
    if (kept.every((other) => name.end <= other.start || name.start >= other.end)) kept.push(name);
  return kept.sort((a, b) => a.start - b.start);
}

/** Ids of the positions that the words name beside the part: 后视镜 names no rear, 后刹车片 does. */
export function matchPositions(words: string): string[] {
  let text = normaliseWords(words.slice(0, MAX_TEXT));
  for (const { start, end } of namesInside(text, byName, longestTypeName))
    text = text.slice(0, start) + '\u0000'.repeat(end - start) + text.slice(end);
  return [...new Set(namesInside(text, positionNames, longestPositionName).map(({ value }) => value))];
}

/**
 * `words` with a blank between positions and a part that are written as one Chinese word, positions by their first
 * names: 前刹车片 becomes 前 刹车片, 前左减震 左前 减震. A word that is made of anything else stays as it is.
 */
export function separatePositions(words: string): string {
  const text = words.slice(0, MAX_TEXT);
  if (matchPartTypes(text).length === 0) return words;
  return text
    .normalize('NFKC')
    .split(/\s+/)
    .map((word) => separateWord(word) ?? word)
    .join(' ');
}

function separateWord(word: string): string | undefined {
  const text = simplified(word.toLowerCase());
  if (!/^\p{Script=Han}+$/u.test(text)) return undefined;
  const types = namesInside(text, byName, longestTypeName);
  let rest = text;
  for (const { start, end } of types)
    rest = rest.slice(0, start) + '\u0000'.repeat(end - start) + rest.slice(end);
  const places = namesInside(rest, positionNames, longestPositionName);
  const covered = [...types, ...places].reduce((sum, { start, end }) => sum + end - start, 0);
  if (places.length === 0 || covered < text.length) return undefined;
  const pieces = [
    ...types.map(({ start, end }) => ({ start, name: text.slice(start, end) })),
    ...places.map(({ start, value }) => ({ start, name: position(value)?.nameZh ?? '' })),
  ];
  return pieces
    .sort((a, b) => a.start - b.start)
    .map(({ name }) => name)
    .join(' ');
}
