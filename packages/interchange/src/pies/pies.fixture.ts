import fc from 'fast-check';
import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesRecord } from './pies-feed.ts';
import type { PiesElement, PiesItem } from './pies-item.ts';
import type { PiesLoss } from './pies-losses.ts';
import { piesWriter } from './pies-writer.ts';
import { readPies } from './read-pies.ts';

/** A file in pieces of `size` bytes. */
export async function* bytesOf(text: string | Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(text: string | Uint8Array, size?: number): Promise<PiesRecord[]> {
  const all: PiesRecord[] = [];
  for await (const { records } of readPies(bytesOf(text, size))) all.push(...records);
  return all;
}

export function itemsOf(records: readonly PiesRecord[]): PiesItem[] {
  return records.flatMap((record) => (record.kind === 'item' ? [record.item] : []));
}

export async function writeAll(
  records: readonly PiesRecord[],
  version: '7.2' | '8.0',
): Promise<{ text: string; losses: PiesLoss[] }> {
  const writer = piesWriter({ version, transactionDate: '2026-01-02' });
  let text = '';
  for await (const piece of writer.write(records)) text += piece;
  return { text, losses: writer.losses() };
}

/** A file around the content of its items. */
export function fileOf(items: string, { version = '7.2', trailer = '', header = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<PIES xmlns="http://www.autocare.org">
<Header><PIESVersion>${version}</PIESVersion><SubmissionType>FULL</SubmissionType>${header}</Header>
<Items>${items}</Items>${trailer}
</PIES>`;
}

const TEXT = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', 'A & B < C > "D"', 'two\nlines', '刹车片', ' x ', ']]>'),
);
const OTHERS = fc.option(
  fc.record({
    attributes: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('strange', 'odd', 'Ünknown'), value: TEXT }),
      {
        maxLength: 2,
        selector: ({ name }) => name,
      },
    ),
    elements: fc.array(
      fc.record({
        name: fc.constantFrom('Strange', 'Odd'),
        attributes: fc.constantFrom([], [{ name: 'code', value: 'x' }]),
        text: TEXT,
        elements: fc.constantFrom([], [{ name: 'Inner', attributes: [], text: 'deep', elements: [] }]),
      }),
      { maxLength: 2 },
    ),
  }),
  { nil: undefined, freq: 4 },
);
const OLD_TEXTS: fc.Arbitrary<PiesElement[]> = fc.array(
  fc.record({
    name: fc.constantFrom('Details', 'AdditionalInfo', 'AdditionalInformation'),
    attributes: fc.constantFrom([], [{ name: 'odd', value: 'x' }]),
    text: TEXT,
    elements: fc.constantFrom([], [{ name: 'Inner', attributes: [], text: 'deep', elements: [] }]),
  }),
  { maxLength: 2 },
);
const DIGITS = fc.nat(99_999).map(String);
const DAY = fc.constantFrom('', '2024-02-29', '2025-01-31T00:00:00');

/** Any record of the fields, in any version. */
export function anyRecord(fields: readonly FieldSpec[]): fc.Arbitrary<PlainRecord> {
  const model: Record<string, fc.Arbitrary<unknown>> = { others: OTHERS };
  for (const field of fields) {
    model[field.key] = anyValue(field);
    if (field.kind === 'child') for (const { key } of field.attributes ?? []) model[key] = TEXT;
  }
  return fc.record(model);
}

function anyValue(field: FieldSpec): fc.Arbitrary<unknown> {
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  if (field.kind === 'list') return fc.array(anyRecord(field.fields), { maxLength: 2 });
  if (field.kind === 'group') return optional(anyRecord(field.fields));
  if (field.kind === 'elements')
    return fc.array(
      fc.record({
        name: fc.constant('Thing'),
        attributes: fc.constant([]),
        text: TEXT,
        elements: fc.constant([]),
      }),
      { maxLength: 2 },
    );
  if (field.kind === 'measure')
    return optional(
      fc.record({
        value: DIGITS,
        unit: TEXT,
        qualifier: field.qualifier === undefined ? fc.constant('') : TEXT,
      }),
    );
  if (field.check === 'maintenance') return fc.constantFrom('', 'A', 'C', 'D');
  if (field.check === 'yes-no') return fc.constantFrom('', 'Y', 'N', 'maybe');
  if (field.check === 'date') return DAY;
  return field.check === undefined ? TEXT : fc.oneof(fc.constant(''), DIGITS);
}

export const ANY_ITEM: fc.Arbitrary<PiesItem> = fc
  .tuple(anyRecord(ITEM_FIELDS), fc.stringMatching(/^[A-Z0-9-]{1,12}$/))
  .map(([record, partNumber]) => ({ ...record, line: 0, partNumber }) as unknown as PiesItem);

/** With what files before 7.0 say in their own way. */
export const ANY_OLD_ITEM: fc.Arbitrary<PiesItem> = fc
  .tuple(ANY_ITEM, fc.constantFrom('REM', 'CTO'), fc.constantFrom('Y', 'y', 'N', ''), OLD_TEXTS)
  .map(([item, code, value, texts]) => ({
    ...item,
    extended: item.extended.map((each) => ({ ...each, code, value })),
    assets: item.assets.map((each) => {
      const { attributes = [], elements = [] } = each.others ?? {};
      return { ...each, others: { attributes, elements: [...elements, ...texts] } };
    }),
  }));
