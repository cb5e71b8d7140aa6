import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesElement, PiesItem, PiesOthers } from './pies-item.ts';
import { type CareCodes, type PlainPart, plainItem, type TellPartLoss } from './plain-item.ts';
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

/** Of a part that came in otherwise than as PIES. */
export interface PlainItemOptions {
  /** What it says beside its names. */
  plain?: PlainPart;
  codes?: CareCodes;
  tell?: TellPartLoss;
}

/**
 * The item of a part: as it came in, where it came in as PIES; otherwise what a part of any other source says in PIES's words.
 * Packing back what was unpacked: the same part written and read again is the same.
 */
export function itemOfPart(
  part: PartAsItem,
  { plain = NO_MORE, codes = NO_CODES, tell = () => {} }: PlainItemOptions = {},
): PiesItem {
  const item = emptyRecord(ITEM_FIELDS) as unknown as PiesItem;
  const { partNumber, gtin } = part;
  Object.assign(item, { maintenance: 'A', line: 0, partNumber, gtin });
  if (gtin !== '' && part.details === undefined) item.gtinQualifier = 'UP';
  if (part.details !== undefined)
    Object.assign(item, complete(ITEM_FIELDS, withItsPackaging(part.details), { partNumber, gtin }));
  else Object.assign(item, plainItem({ ...part, ...plain }, codes, tell));
  const prices = ITEM_FIELDS.find(({ key }) => key === 'prices');
  if (part.private !== undefined && prices?.kind === 'list')
    item.prices = part.private.prices.map((price) =>
      complete(prices.fields, price as PlainRecord, {}),
    ) as unknown as PiesItem['prices'];
  item.maintenance = 'A';
  return item;
}

const NO_MORE: PlainPart = {
  ...{ partTypeId: '', lifecycle: '', packQuantity: 1 },
  ...{ numbers: [], attributes: [], supersededBy: [], links: [] },
};
const NO_CODES: CareCodes = { labels: true, brand: () => '', partType: () => '', attribute: () => '' };

/** The version of PIES that the part came in, for what was kept of it as it came; empty where it came in another way. */
export function versionOfPart({ details }: Pick<PartAsItem, 'details'>): string {
  const format = (details as { format?: string } | undefined)?.format ?? '';
  return format.startsWith('pies:') ? format.slice('pies:'.length) : '';
}

/**
 * Packaging that was kept of an item itself, before it was known to be of packages: of what is read now it is an element that
 * isn't known there, so that it is written as it came or told to be lost.
 */
function withItsPackaging(details: object): PlainRecord {
  const known = details as PlainRecord & { others?: PiesOthers; packagingItems?: PiesElement[] };
  const { packagingItems = [] } = known;
  if (packagingItems.length === 0) return known;
  const { attributes = [], elements = [] } = known.others ?? {};
  const packaging = { name: 'PackagingItems', attributes: [], text: '', elements: packagingItems };
  return { ...known, others: { attributes, elements: [...elements, packaging] } };
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
