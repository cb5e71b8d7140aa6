import { minorDigits, parseMoney } from '@qipei/kernel';
import type { PiesHeader, PiesPriceSheet } from './pies-feed.ts';
import type {
  PiesAttribute,
  PiesDescription,
  PiesElement,
  PiesInterchange,
  PiesItem,
  PiesPrice,
} from './pies-item.ts';

/** An item by the columns of the kind `parts`, and beside them what no column stands for. */
export interface PiesRow {
  cells: Record<string, unknown>;
  item: PiesPart | undefined;
}

/** The whole of an item but what the columns of a part say. */
export interface PiesPart {
  /** `pcdb.partTerminology:1896`; empty where the item has none. */
  partTypeRef: string;
  details: PiesDetails;
  private: { prices: PiesListPrice[] } | undefined;
  /** By what their notes say they are: numbers of other brands for the same job unless `kind` says otherwise. */
  crossReferences: InterchangeNumber[];
  attributes: { name: string; value: string; unit: string }[];
}

export interface InterchangeNumber {
  brand: string;
  partNumber: string;
  kind?: 'oe' | 'comparable';
}

export type PiesDetails = Omit<PiesItem, 'line' | 'maintenance' | 'gtin' | 'partNumber' | 'prices'> & {
  format: string;
  /** Kept for parts that have some: items had them before they were known to be of packages. */
  packagingItems: PiesElement[];
};

export type PiesListPrice = PiesPrice & { amount: number | undefined };

export interface PiesRowContext {
  header: PiesHeader | undefined;
  /** By their numbers. */
  priceSheets: ReadonlyMap<string, PiesPriceSheet>;
  /** Typed id -> what stands in its place. */
  replacements: ReadonlyMap<string, string>;
  /** Label that the file has given a brand id first. */
  labels: ReadonlyMap<string, string>;
  /** A constant names the brand of items that have none of their own. */
  hasBrand: boolean;
}

const DELETED = 'D';
const MAX_NAME = 200;
const MAX_DESCRIPTION = 2_000;
/** The first that there is; the meaning of the codes from Auto Care's white paper on the description segment. */
const NAME_CODES = ['DES', 'SHO', 'EXT', 'ABR', 'INV', 'LAB'];
const DESCRIPTION_CODES = ['MKT', 'EXT', 'FAB', 'DES'];
/** EXPI `LIS`: 2 available to order, 8 discontinued, 9 obsolete, A while supplies last. Others say neither. */
const LIFECYCLES: Readonly<Record<string, string>> = {
  '2': 'current',
  A: 'current',
  '8': 'discontinued',
  '9': 'discontinued',
};

/**
 * Ids of licensed tables are typed: `pcdb.partTerminology:1896`, `autocare.brand:ZZZZ`, `padb.attribute:1002`. A brand is
 * called by its label where the file has one.
 */
export function rowOfItem(item: PiesItem, context: PiesRowContext): PiesRow {
  const cells: Record<string, unknown> = { partNumber: item.partNumber };
  const brand = brandOf(item, context);
  if (brand !== '') cells.brand = brand;
  if (item.maintenance === DELETED) return { cells: { ...cells, action: 'delete' }, item: undefined };
  const kept = inTheFilesLanguage(withoutDeleted(item), context.header?.language ?? '');
  // Ids with leading zeros are the same ids.
  const terminology = kept.partTerminologyId.replace(/^0+(?=\d)/, '');
  const partTypeRef = terminology === '' ? '' : `pcdb.partTerminology:${terminology}`;
  const partType = context.replacements.get(partTypeRef);
  const texts = {
    nameEn: textOf(kept.descriptions, NAME_CODES, 'EN', MAX_NAME),
    nameZh: textOf(kept.descriptions, NAME_CODES, 'ZH', MAX_NAME),
    description:
      textOf(kept.descriptions, DESCRIPTION_CODES, 'EN', MAX_DESCRIPTION) ||
      textOf(kept.descriptions, DESCRIPTION_CODES, 'ZH', MAX_DESCRIPTION),
  };
  const kit = kept.kit.filter(({ partNumber }) => partNumber !== '');
  const numbers = kept.interchange.flatMap((each) => numbersOf(each, context));
  const successors = numbers
    .filter(({ kind }) => kind === 'supersededBy')
    .map(({ brand: maker, partNumber }) => ({ partNumber, ...(maker !== '' && { brand: maker }) }));
  const lifecycle = LIFECYCLES[kept.extended.find(({ code }) => code === 'LIS')?.value.toUpperCase() ?? ''];
  return {
    cells: {
      ...cells,
      ...texts,
      ...(partType !== undefined && { partType }),
      ...(kept.gtin !== '' && { gtin: kept.gtin }),
      ...(lifecycle !== undefined && { lifecycle }),
      ...(kit.length > 0 && { kitComponents: kit.map((each) => componentOf(each, context)) }),
      ...(successors.length > 0 && { supersededBy: successors }),
      packQuantity: piecesOf(kept),
    },
    item: partOf(kept, partTypeRef, context, numbers),
  };
}

function partOf(
  item: PiesItem,
  partTypeRef: string,
  context: PiesRowContext,
  numbers: readonly NotedNumber[],
): PiesPart {
  const { line, maintenance, gtin, partNumber, prices, ...details } = item;
  return {
    partTypeRef,
    details: { ...details, packagingItems: [], format: `pies:${context.header?.version ?? ''}` },
    private: prices.length === 0 ? undefined : { prices: prices.map((price) => listPrice(price, context)) },
    crossReferences: numbers.flatMap(({ kind, ...each }) =>
      kind === 'supersededBy' ? [] : [kind === undefined ? each : { ...each, kind }],
    ),
    attributes: joined(item.attributes),
  };
}

/** What a segment's maintenance type takes out of the item. */
function withoutDeleted(item: PiesItem): PiesItem {
  const kept = <T extends { maintenance: string }>(segments: readonly T[]): T[] =>
    segments.filter(({ maintenance }) => maintenance !== DELETED);
  return {
    ...item,
    descriptions: kept(item.descriptions),
    prices: kept(item.prices),
    extended: kept(item.extended),
    attributes: kept(item.attributes),
    packages: kept(item.packages).map((each) => ({
      ...each,
      hazardousMaterials: kept(each.hazardousMaterials),
    })),
    kit: kept(item.kit),
    interchange: kept(item.interchange),
    assets: kept(item.assets).map((each) => ({ ...each, descriptions: kept(each.descriptions) })),
  };
}

/**
 * The header's language is that of all texts that name none. It isn't kept, so they say it themselves from here on; English is what
 * a text without a language is taken to be anywhere.
 */
function inTheFilesLanguage(item: PiesItem, language: string): PiesItem {
  if (language === '' || language.toUpperCase() === 'EN') return item;
  const named = <T extends { language: string }>(segments: readonly T[]): T[] =>
    segments.map((each) => (each.language === '' ? { ...each, language } : each));
  return {
    ...item,
    descriptions: named(item.descriptions),
    extended: named(item.extended),
    attributes: named(item.attributes),
    packages: item.packages.map((each) => ({
      ...each,
      hazardousMaterials: named(each.hazardousMaterials),
    })),
    kit: item.kit.map((each) =>
      each.description === '' || each.descriptionLanguage !== ''
        ? each
        : { ...each, descriptionLanguage: language },
    ),
    interchange: named(item.interchange),
    assets: named(item.assets).map((each) => ({ ...each, descriptions: named(each.descriptions) })),
  };
}

function brandOf(item: PiesItem, context: PiesRowContext): string {
  const { header, hasBrand } = context;
  const id = item.brandId || (hasBrand ? '' : (header?.ownerBrandId ?? '') || (header?.parentBrandId ?? ''));
  return brandName(id, item.brandLabel, context);
}

/**
 * What a mapping says of the id comes first: a label may be spelt in many ways, and 8.0 has none. An item that has no label,
 * such as one that is deleted, is of the brand that the file has called so before.
 */
function brandName(id: string, label: string, { replacements, labels }: PiesRowContext): string {
  const typed = id === '' ? '' : `autocare.brand:${id.toUpperCase()}`;
  return replacements.get(typed) ?? (label || (labels.get(id.toUpperCase()) ?? typed));
}

/** The best text in a language; what doesn't say its language is in English. */
function textOf(
  descriptions: readonly PiesDescription[],
  codes: readonly string[],
  wanted: string,
  longest: number,
): string {
  for (const code of codes) {
    const found = descriptions.filter(
      (each) => each.code.toUpperCase() === code && (each.language.toUpperCase() || 'EN') === wanted,
    );
    const [first] = found.toSorted((a, b) => (Number(a.sequence) || 0) - (Number(b.sequence) || 0));
    const text = first?.text.replace(/\s+/g, ' ') ?? '';
    if (text !== '') return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
  }
  return '';
}

const EACH = new Set(['EA', 'PC', 'PE']);

/** Pieces in one sales unit: what the item says of itself, else its smallest package. */
function piecesOf({ quantitySize, packages }: PiesItem): string {
  const size = quantitySize?.value ?? '';
  if (EACH.has(quantitySize?.unit.toUpperCase() ?? '') && /^[1-9]\d*(?:\.0*)?$/.test(size))
    return size.replace(/\.0*$/, '');
  const smallest = packages
    .map(({ quantityOfEaches }) => Number(quantityOfEaches))
    .filter((eaches) => Number.isSafeInteger(eaches) && eaches > 0)
    .sort((a, b) => a - b)[0];
  return String(smallest ?? 1);
}

function componentOf(
  { partNumber, brandId, brandLabel, quantity }: PiesItem['kit'][number],
  context: PiesRowContext,
): object {
  const pieces = Number(quantity?.value);
  const brand = brandName(brandId, brandLabel, context);
  return {
    partNumber,
    ...(brand !== '' && { brand }),
    ...(Number.isInteger(pieces) && pieces > 0 && { quantity: pieces }),
  };
}

interface NotedNumber {
  brand: string;
  partNumber: string;
  kind: InterchangeNumber['kind'] | 'supersededBy';
}

/** What notes beside a number say that it is. PIES has no types for it, so senders write it there, as the export here does. */
const NOTED: readonly (readonly [RegExp, NonNullable<NotedNumber['kind']>])[] = [
  [/^(?:oe|oem|oes|original equipment)(?: number| no\.?)?$/i, 'oe'],
  [/^comparable$/i, 'comparable'],
  [/^(?:superseded|replaced) by$/i, 'supersededBy'],
];

/** Undefined for a number of another brand for the same job. */
export function interchangeKind(notes: string): NotedNumber['kind'] {
  return NOTED.find(([pattern]) => pattern.test(notes.trim()))?.[1];
}

function numbersOf(
  { brandId, brandLabel, numbers }: PiesInterchange,
  context: PiesRowContext,
): NotedNumber[] {
  const brand = brandName(brandId, brandLabel, context);
  return numbers
    .filter(({ partNumber }) => partNumber !== '')
    .map(({ partNumber, notes }) => ({ brand, partNumber, kind: interchangeKind(notes) }));
}

/** Several values of one attribute in one unit are one, in their order. */
function joined(attributes: readonly PiesAttribute[]): PiesPart['attributes'] {
  const values = new Map<string, { name: string; unit: string; values: string[] }>();
  const ordered = attributes.toSorted(
    (a, b) => (Number(a.multiSequence) || 0) - (Number(b.multiSequence) || 0),
  );
  for (const { attributeId, padb, unit, value } of ordered) {
    if (attributeId === '' || value === '') continue;
    const name = padb.toUpperCase() === 'Y' ? `padb.attribute:${attributeId}` : attributeId;
    const key = JSON.stringify([name, unit]);
    const known = values.get(key);
    if (known === undefined) values.set(key, { name, unit, values: [value] });
    else known.values.push(value);
  }
  return [...values.values()].map((each) => ({
    name: each.name,
    value: each.values.join('; '),
    unit: each.unit,
  }));
}

/** With what its sheet and the file's header say for all prices, which aren't kept; in minor units where its currency has such. */
function listPrice(price: PiesPrice, { header, priceSheets }: PiesRowContext): PiesListPrice {
  const sheet = priceSheets.get(price.sheetNumber);
  const currency = price.currency || sheet?.currency || header?.currency || '';
  return {
    ...price,
    currency,
    effectiveDate: price.effectiveDate || sheet?.effectiveDate || header?.blanketEffectiveDate || '',
    expirationDate: price.expirationDate || sheet?.expirationDate || '',
    amount: amountOf(price.price?.value ?? '', currency.toUpperCase()),
  };
}

function amountOf(value: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const [whole = '', fraction = ''] = value.split('.');
  if (digits === undefined || !/^\d{1,12}$/.test(whole) || fraction.replace(/0+$/, '').length > digits)
    return undefined;
  return /^\d{0,6}$/.test(fraction)
    ? parseMoney(fraction === '' ? whole : `${whole}.${fraction}`, currency).amount
    : undefined;
}
