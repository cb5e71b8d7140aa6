import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADER_FIELDS, MARKET_COPY_FIELDS, PRICE_SHEET_FIELDS } from './feed-fields.ts';
import type { ChildField, FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import { ANY_ITEM, ANY_OLD_ITEM, anyRecord, itemsOf, readAll, writeAll } from './pies.fixture.ts';
import type { PiesHeader, PiesRecord } from './pies-feed.ts';
import type { PiesElement, PiesItem, PiesMeasure, PiesOthers } from './pies-item.ts';
import type { PiesLoss } from './pies-losses.ts';
import { plainHeader } from './pies-writer.ts';

const WAYS = [
  ['7.2', '8.0'],
  ['8.0', '7.2'],
  ['7.2', '7.2'],
  ['8.0', '8.0'],
  ['6.7', '7.2'],
  ['6.5', '8.0'],
] as const;

describe.each(WAYS)('of what %s has, written as %s,', (from, to) => {
  const header: PiesRecord = { kind: 'header', header: { ...plainHeader(), version: from } };

  it('each value of an item that is missing is a loss of its element, and no other is told', async () => {
    const anyItem = from.startsWith('6.') ? ANY_OLD_ITEM : ANY_ITEM;
    await fc.assert(
      fc.asyncProperty(anyItem, async (item) => {
        const { text, losses } = await writeAll([header, { kind: 'item', number: 1, item }], to);
        const [back] = itemsOf(await readAll(text));
        if (back === undefined) throw new Error('The item is missing.');
        const expected = new Missing();
        const [given, come] = [structuredClone(item), structuredClone(back)];
        if (from.startsWith('6.')) convertedHere(given, come, expected);
        expected.inRecord(ITEM_FIELDS, asPlain(given), asPlain(come), '', from === to);
        expect(told(losses)).toEqual(expected.told());
      }),
      { numRuns: 150 },
    );
  });

  it('the same holds for header, price sheets and market copy', async () => {
    const records = fc.record({
      header: anyRecord(HEADER_FIELDS),
      sheet: anyRecord(PRICE_SHEET_FIELDS),
      copy: anyRecord(MARKET_COPY_FIELDS),
    });
    await fc.assert(
      fc.asyncProperty(records, async ({ header, sheet, copy }) => {
        const given = [
          { kind: 'header', header: { ...header, version: from } as unknown as PiesHeader },
          { kind: 'price-sheet', number: 1, sheet },
          { kind: 'market-copy', number: 1, copy },
        ] as unknown as PiesRecord[];
        const { text, losses } = await writeAll(given, to);
        const expected = new Missing();
        const back = Object.assign({}, ...(await readAll(text))) as Record<string, PlainRecord>;
        const same = from === to;
        expected.inRecord(HEADER_FIELDS, { ...header, version: to }, back.header ?? {}, 'Header', same);
        expected.inRecord(PRICE_SHEET_FIELDS, sheet, back.sheet ?? {}, 'PriceSheet', same);
        expected.inRecord(MARKET_COPY_FIELDS, copy, back.copy ?? {}, 'MarketCopy', same);
        expect(told(losses)).toEqual(expected.told());
      }),
      { numRuns: 50 },
    );
  });
});

/** What a version wants beside is no loss. */
function told(losses: readonly PiesLoss[]): string[] {
  return losses
    .filter(({ code }) => code !== 'required-missing' && code !== 'not-standard')
    .map(({ code, element, count }) => `${code} ${element} ${count}`)
    .sort();
}

/** How often a value that was given isn't there any more, by its element: found by comparing, without the writer's rules. */
class Missing {
  readonly #counts = new Map<string, number>();

  add(code: string, path: string): void {
    const key = `${code} ${path}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  told(): string[] {
    return [...this.#counts].map(([key, count]) => `${key} ${count}`).sort();
  }

  inRecord(
    fields: readonly FieldSpec[],
    given: PlainRecord,
    back: PlainRecord,
    path: string,
    same: boolean,
  ): void {
    for (const field of fields) {
      const at = way(path, stepOf(field));
      const [before, after] = [given[field.key], back[field.key]];
      if (field.kind === 'list') {
        const [records, left] = [before as PlainRecord[], after as PlainRecord[]];
        expect(left, at).toHaveLength(records.length);
        const inner = field.wrapper === undefined ? at : way(at, field.name);
        for (const [nth, each] of records.entries())
          this.inRecord(field.fields, each, left[nth] ?? {}, inner, same);
      } else if (field.kind === 'elements') {
        const [elements, left] = [before as PiesElement[], after as PiesElement[]];
        if (elements.length > 0 && left.length === 0) this.add('not-in-version', at);
        else this.inElements(elements, left, at);
      } else if (field.kind === 'group') {
        if (before === undefined) continue;
        expect(after, at).toBeDefined();
        this.inRecord(field.fields, before as PlainRecord, after as PlainRecord, at, same);
      } else if (field.kind === 'measure') {
        for (const part of ['value', 'unit', 'qualifier'] as const)
          this.inText(
            (before as PiesMeasure | undefined)?.[part],
            (after as PiesMeasure | undefined)?.[part],
            at,
          );
      } else if (field.kind === 'child') this.inChild(field, given, back, path);
      else this.inText(before, after, at);
    }
    this.inOthers(given.others as PiesOthers | undefined, back.others as PiesOthers | undefined, path, same);
  }

  /** With its attributes it is one loss where all of it is missing. */
  inChild(field: ChildField, given: PlainRecord, back: PlainRecord, path: string): void {
    const at = way(path, field.name);
    const beside = field.attributes ?? [];
    const all = [field.key, ...beside.map(({ key }) => key)];
    const isWhole = all.some((key) => possible(given[key]) !== '') && all.every((key) => back[key] === '');
    if (isWhole) {
      this.add('not-in-version', at);
      this.inText(given[field.key], possible(given[field.key]), at);
      for (const { key, name } of beside) this.inText(given[key], possible(given[key]), `${at}/@${name}`);
      return;
    }
    this.inText(given[field.key], back[field.key], at);
    for (const { key, name } of beside) this.inText(given[key], back[key], `${at}/@${name}`);
  }

  inText(given: unknown, back: unknown, path: string): void {
    if (typeof given !== 'string') return;
    const kept = possible(given);
    if (kept.length !== given.trim().length) this.add('character', path);
    if (kept !== '' && kept !== back) this.add('not-in-version', path);
  }

  inOthers(given: PiesOthers | undefined, back: PiesOthers | undefined, path: string, same: boolean): void {
    for (const { name, value } of given?.attributes ?? []) {
      const found = back?.attributes.find((each) => each.name === name);
      if (found === undefined) this.add('unknown-element', way(path, `@${name}`));
      else this.inText(value, found.value, path);
    }
    const left = back?.elements ?? [];
    if (same) this.inElements(given?.elements ?? [], left, path);
    else for (const { name } of given?.elements ?? []) this.add('unknown-element', way(path, name));
  }

  inElements(given: readonly PiesElement[], back: readonly PiesElement[], path: string): void {
    expect(back, path).toHaveLength(given.length);
    for (const [nth, { name, attributes, text, elements }] of given.entries()) {
      const [at, left] = [way(path, name), back[nth]];
      for (const each of attributes)
        this.inText(each.value, left?.attributes.find((other) => other.name === each.name)?.value, at);
      this.inText(text, left?.text, at);
      this.inElements(elements, left?.elements ?? [], at);
    }
  }
}

/** Takes from both items what 6.x says in its own way: where it is there in the new way, it isn't missing. */
function convertedHere(given: PiesItem, back: PiesItem, missing: Missing): void {
  given.extended = given.extended.flatMap((each) => {
    if (each.code !== 'REM') return [each];
    const isRemanufactured = each.value.toUpperCase() === 'Y';
    const path = 'ExtendedInformation/ExtendedProductInformation[REM]';
    missing.add(isRemanufactured ? 'converted' : 'not-in-version', path);
    return isRemanufactured ? [{ ...each, code: 'PRC', value: 'REM' }] : [];
  });
  for (const [nth, { dimensions }] of given.packages.entries()) {
    if (dimensions === undefined) continue;
    const left = back.packages[nth]?.dimensions;
    const sides = ['height', 'width', 'length'] as const;
    if (sides.every((side) => dimensions[side] === '')) continue;
    missing.add('converted', 'Packages/Package/Dimensions');
    for (const side of sides) {
      const name = `${side[0]?.toUpperCase()}${side.slice(1)}` as 'Height' | 'Width' | 'Length';
      if (
        dimensions[side] === left?.[`merchandising${name}`] ||
        dimensions[side] === left?.[`shipping${name}`]
      )
        dimensions[side] = '';
    }
  }
  for (const [nth, asset] of given.assets.entries()) {
    const texts =
      asset.others?.elements.filter(({ name }) => /^(?:Details|AdditionalInfo(?:rmation)?)$/.test(name)) ??
      [];
    const [others, path] = [asset.others, 'DigitalAssets/DigitalFileInformation'];
    if (texts.length === 0 || others === undefined) continue;
    others.elements = others.elements.filter((each) => !texts.includes(each));
    const descriptions = back.assets[nth]?.descriptions ?? [];
    for (const { text, name, attributes, elements } of texts) {
      missing.add('converted', `${path}/${name}`);
      const found = descriptions[asset.descriptions.length];
      missing.inText(text, found?.text, `${path}/AssetDescriptions/Description/Description`);
      missing.inText(asset.language, found?.language, `${path}/AssetDescriptions/Description/LanguageCode`);
      descriptions.splice(asset.descriptions.length, 1);
      for (const each of attributes) missing.add('unknown-element', `${path}/${name}/@${each.name}`);
      for (const each of elements) missing.add('unknown-element', `${path}/${name}/${each.name}`);
    }
  }
}

const asPlain = (item: PiesItem) => item as unknown as PlainRecord;

/** As the writer promises: no blanks around it, and only characters that XML 1.0 has (production 2). */
function possible(value: unknown): string {
  const characters = typeof value === 'string' ? [...value.trim()] : [];
  return characters
    .filter((each) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(each))
    .join('')
    .trim();
}

function stepOf(field: FieldSpec): string {
  if (field.kind === 'text') return field.column;
  return field.kind === 'list' ? (field.wrapper ?? field.name) : field.name;
}

function way(path: string, step: string): string {
  return path === '' ? step : `${path}/${step}`;
}
