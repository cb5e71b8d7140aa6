import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesItem } from './pies-item.ts';
import { emptyRecord } from './read-record.ts';

/** A part as the catalogue tells of it: what `details` and `private` hold is kept as the file had it. */
export interface PartAsItem {
  partNumber: string;
  brand: string;
  gtin: string;
  nameEn: string;
  nameZh: string;
  description: string;
  partTypeRef: string;
  details: object | undefined;
  private: { prices: readonly object[] } | undefined;
}

/**
 * The item of a part: as it came in, where it came in as PIES; otherwise what a part of any other source says in PIES's words.
 * Packing back what was unpacked: the same part written and read again is the same.
 */
export function itemOfPart(part: PartAsItem): PiesItem {
  const item = emptyRecord(ITEM_FIELDS) as unknown as PiesItem;
  const { partNumber, gtin } = part;
  Object.assign(item, { maintenance: 'A', line: 0, partNumber, gtin });
  if (gtin !== '' && part.details === undefined) item.gtinQualifier = 'UP';
  if (part.details !== undefined)
    Object.assign(item, complete(ITEM_FIELDS, part.details as PlainRecord, { partNumber, gtin }));
  else Object.assign(item, plainItem(part));
  const prices = ITEM_FIELDS.find(({ key }) => key === 'prices');
  if (part.private !== undefined && prices?.kind === 'list')
    item.prices = part.private.prices.map((price) =>
      complete(prices.fields, price as PlainRecord, {}),
    ) as unknown as PiesItem['prices'];
  item.maintenance = 'A';
  return item;
}

/** The version of PIES that the part came in, for what was kept of it as it came; empty where it came in another way. */
export function versionOfPart({ details }: Pick<PartAsItem, 'details'>): string {
  const format = (details as { format?: string } | undefined)?.format ?? '';
  return format.startsWith('pies:') ? format.slice('pies:'.length) : '';
}

function plainItem({ brand, nameEn, nameZh, description, partTypeRef }: PartAsItem): Partial<PiesItem> {
  const texts = [
    { code: 'DES', language: 'EN', text: nameEn },
    { code: 'DES', language: 'ZH', text: nameZh },
    { code: 'MKT', language: /\p{Script=Han}/u.test(description) ? 'ZH' : 'EN', text: description },
  ];
  const brandId = /^autocare\.brand:(\w{4})$/.exec(brand)?.[1] ?? '';
  return {
    ...{ brandId, brandLabel: brandId === '' ? brand : '' },
    partTerminologyId: /^pcdb\.partTerminology:(\d+)$/.exec(partTypeRef)?.[1] ?? '',
    descriptions: texts
      .filter(({ text }) => text !== '')
      .map((each) => ({ ...each, maintenance: 'A', sequence: '', others: undefined })),
  };
}

/** All fields of a record, those of `known` as they are; maintenance types aren't kept: what there is, is added. */
function complete(fields: readonly FieldSpec[], known: PlainRecord, given: PlainRecord): PlainRecord {
  const record = emptyRecord(fields);
  for (const field of fields) {
    const value = given[field.key] ?? known[field.key];
    if (field.kind === 'child')
      for (const { key } of field.attributes ?? [])
        if (typeof known[key] === 'string') record[key] = known[key];
    if (field.key === 'maintenance') record.maintenance = 'A';
    else if (value === undefined || value === null) continue;
    else if (field.kind === 'list')
      record[field.key] = (value as PlainRecord[]).map((each) => complete(field.fields, each, {}));
    else if (field.kind === 'group') record[field.key] = complete(field.fields, value as PlainRecord, {});
    else record[field.key] = value;
  }
  record.others = known.others;
  return record;
}
