import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HEADER_FIELDS } from './feed-fields.ts';
import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import { ANY_ITEM, anyRecord, bytesOf, itemsOf } from './pies.fixture.ts';
import type { PiesHeader, PiesRecord } from './pies-feed.ts';
import type { PiesElement, PiesItem, PiesMeasure, PiesOthers } from './pies-item.ts';
import { piesWorkbookWriter } from './pies-workbook-writer.ts';
import { plainHeader } from './pies-writer.ts';
import { readPiesWorkbook } from './read-pies-workbook.ts';

async function outAndIn(header: PiesHeader, items: readonly PiesItem[]) {
  const writer = piesWorkbookWriter({ modified: new Date('2026-01-02T03:04:06Z') });
  const pieces: Uint8Array[] = [];
  const all = (async function* () {
    yield* items;
  })();
  for await (const piece of writer.write(header, all)) pieces.push(piece);
  const records: PiesRecord[] = [];
  for await (const batch of readPiesWorkbook(bytesOf(Buffer.concat(pieces), 4_000)))
    records.push(...batch.records);
  const losses = writer.losses();
  const ofElements = losses.filter(({ code }) => code !== 'character');
  const told = ofElements.map(({ code, element, count }) => `${code} ${element} ${count}`).sort();
  // A cell is named by its heading.
  const cut = losses.reduce((sum, { code, count }) => sum + (code === 'character' ? count : 0), 0);
  return { records, told, cut };
}

it('each value of an item that a workbook lacks is a loss of its element, and no other is told', async () => {
  await fc.assert(
    fc.asyncProperty(ANY_ITEM, async (item) => {
      const { records, told, cut } = await outAndIn({ ...plainHeader(), version: '7.2' }, [item]);
      const [back] = itemsOf(records);
      expect(records.filter(({ kind }) => kind !== 'item' && kind !== 'header')).toEqual([]);
      const expected = new Missing();
      const given = asRows(item);
      expected.inRecord(ITEM_FIELDS, given, back as unknown as PlainRecord, 'Item');
      expect([told, cut]).toEqual([expected.told(), expected.cut]);
    }),
    { numRuns: 200 },
  );
}, 240_000);

it('the same holds for its header', async () => {
  const item = { ...fc.sample(ANY_ITEM, { numRuns: 1, seed: 1 })[0], others: undefined } as PiesItem;
  const plain = await outAndIn({ ...plainHeader(), version: '7.2' }, [item]);
  await fc.assert(
    fc.asyncProperty(anyRecord(HEADER_FIELDS), async (drawn) => {
      const header = { ...drawn, version: '7.2' };
      const { records, told, cut } = await outAndIn(header as unknown as PiesHeader, [item]);
      const found = records.find((record) => record.kind === 'header');
      const expected = new Missing();
      expected.inRecord(HEADER_FIELDS, header, found?.header as unknown as PlainRecord, 'Header');
      expect(told.filter((loss) => !plain.told.includes(loss))).toEqual(expected.told());
      expect(cut - plain.cut).toBe(expected.cut);
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** A row has room for one number of an interchange: each of several comes with all that is said of them together. */
function asRows(item: PiesItem): PlainRecord {
  const interchange = item.interchange.flatMap((each) =>
    each.numbers.length < 2 ? [each] : each.numbers.map((number) => ({ ...each, numbers: [number] })),
  );
  return { ...item, interchange } as unknown as PlainRecord;
}

/** What was given and isn't there any more, found by comparing, without the writer's rules. */
class Missing {
  /** Texts that have lost characters. */
  cut = 0;
  readonly #counts = new Map<string, number>();

  add(loss: string): void {
    this.#counts.set(loss, (this.#counts.get(loss) ?? 0) + 1);
  }

  told(): string[] {
    return [...this.#counts].map(([loss, count]) => `${loss} ${count}`).sort();
  }

  inRecord(fields: readonly FieldSpec[], given: PlainRecord, back: PlainRecord | undefined, path: string) {
    for (const field of fields) {
      const [before, after] = [given[field.key], back?.[field.key]];
      const at = `${path}/${('name' in field ? field.name : undefined) ?? field.key}`;
      switch (field.kind) {
        case 'list': {
          const [records, left] = [before as PlainRecord[], (after ?? []) as PlainRecord[]];
          if (path === 'Item') {
            // A sheet of its own: a row for each.
            expect(left, at).toHaveLength(records.length);
            for (const [nth, each] of records.entries())
              this.inRecord(field.fields, each, left[nth], `${field.wrapper}/${field.name}`);
            break;
          }
          if (records.length > 1) this.add(`not-in-version ${at}: several`);
          if (records[0] !== undefined) this.inRecord(field.fields, records[0], left[0], at);
          break;
        }
        case 'group':
          if (before !== undefined)
            this.inRecord(field.fields, before as PlainRecord, after as PlainRecord | undefined, at);
          break;
        case 'elements':
          if ((before as PiesElement[]).some(saysAnything)) this.add(`not-in-version ${at}`);
          break;
        case 'measure':
          for (const part of ['value', 'unit', 'qualifier'] as const)
            this.inText(
              (before as PiesMeasure | undefined)?.[part],
              (after as PiesMeasure | undefined)?.[part],
              `${at} ${part}`,
            );
          break;
        default:
          this.inText(before, after, at);
          if (field.kind === 'child')
            for (const { key, name } of field.attributes ?? [])
              this.inText(given[key], back?.[key], `${at}/@${name}`);
      }
    }
    if (saysAnything(given.others as PiesOthers | undefined))
      this.add(`not-in-version ${path}: unknown elements`);
  }

  inText(given: unknown, back: unknown, path: string): void {
    if (typeof given !== 'string') return;
    expect(back ?? '', path).toBe(possible(given));
    if (holding(given).length < given.length) this.cut += 1;
  }
}

function saysAnything(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(saysAnything);
}

/** Without blanks around it, as every reader gives it. */
function possible(text: string): string {
  return holding(text.trim()).trim();
}

/** Only characters that XML 1.0 has (production 2). */
function holding(text: string): string {
  const characters = [...text].filter((each) =>
    /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(each),
  );
  return characters.join('');
}
