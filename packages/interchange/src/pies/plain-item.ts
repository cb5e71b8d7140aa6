import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PartAsItem } from './item-of-part.ts';
import type { PiesInterchange, PiesItem } from './pies-item.ts';
import { emptyRecord } from './read-record.ts';

/** What is known of a part that came in otherwise than as PIES, beside its names. */
export interface PlainPart {
  partTypeId: string;
  numbers: readonly { kind: string; make: string; raw: string; validFrom: string; validUntil: string }[];
  attributes: readonly { name: string; value: string; unit: string }[];
  supersededBy: readonly (Named & { effectiveDate: string; together: string; alternative: boolean })[];
  links: readonly (Named & { kind: string; validFrom: string })[];
  lifecycle: string;
  packQuantity: number;
}

interface Named {
  brand: string;
  partNumber: string;
  quantity: number;
  validUntil: string;
}

/** Ids of Auto Care's tables as the publisher has given them; empty where it hasn't. */
export interface CareCodes {
  /** Whether what is written has names of brands: PIES 8.0 has their codes alone. */
  labels: boolean;
  /** Of BrandAAIAID, by the brand's name. */
  brand(name: string): string;
  /** Of the PCdb, by the platform's part type. */
  partType(id: string): string;
  /** Of the PAdb, by the attribute's name. */
  attribute(name: string): string;
}

/** Told of what the item doesn't say. */
export type TellPartLoss = (what: string, effect: 'dropped' | 'changed' | 'not-standard') => void;

/** InterchangeNotes of what isn't the same job of another brand: PIES after 6.5 has no types. */
export const INTERCHANGE_NOTES = {
  oe: 'OE',
  comparable: 'Comparable',
  supersededBy: 'Superseded by',
} as const;
/** EXPI `LIS`, see `rowOfItem`. */
const LIFECYCLES: Readonly<Record<string, string>> = { current: '2', discontinued: '8' };

/** A part in PIES's words. What these can't say is told. */
export function plainItem(
  part: PartAsItem & PlainPart,
  codes: CareCodes,
  tell: TellPartLoss,
): Partial<PiesItem> {
  const { brand, gtin, packQuantity, lifecycle } = part;
  const status = LIFECYCLES[lifecycle] ?? '';
  if (lifecycle !== '' && status === '') tell('lifecycle', 'dropped');
  return {
    ...namesOf(brand, codes),
    partTerminologyId: terminologyOf(part, codes, tell),
    descriptions: descriptionsOf(part),
    attributes: part.attributes.map(({ name, value, unit }) => {
      const id = /^padb\.attribute:(\d+)$/.exec(name)?.[1] ?? codes.attribute(name);
      const padb = id === '' ? 'N' : 'Y';
      return filled('attributes', { attributeId: id === '' ? name : id, padb, value, unit });
    }),
    extended: status === '' ? [] : [filled('extended', { code: 'LIS', value: status })],
    ...(packQuantity !== 1 && { quantitySize: { value: String(packQuantity), unit: 'EA', qualifier: '' } }),
    // X12 355: EA each, PK package.
    packages:
      gtin === '' && packQuantity === 1
        ? []
        : [
            filled('packages', {
              gtin,
              unit: packQuantity === 1 ? 'EA' : 'PK',
              quantityOfEaches: String(packQuantity),
            }),
          ],
    kit: kitOf(part, codes, tell),
    interchange: interchangeOf(part, codes, tell),
  };
}

function terminologyOf(
  { partTypeRef, partTypeId }: PartAsItem & PlainPart,
  codes: CareCodes,
  tell: TellPartLoss,
): string {
  const said = /^pcdb\.partTerminology:(\d+)$/.exec(partTypeRef)?.[1] ?? codes.partType(partTypeId);
  if (said === '' && (partTypeId !== '' || partTypeRef !== ''))
    tell('partType: without an id of the PCdb', 'dropped');
  return said;
}

function descriptionsOf({ nameEn, nameZh, description }: PartAsItem): PiesItem['descriptions'] {
  const texts = [
    { code: 'DES', language: 'EN', text: nameEn },
    { code: 'DES', language: 'ZH', text: nameZh },
    { code: 'MKT', language: /\p{Script=Han}/u.test(description) ? 'ZH' : 'EN', text: description },
  ];
  return texts.filter(({ text }) => text !== '').map((each) => filled('descriptions', each));
}

function kitOf({ links }: PlainPart, codes: CareCodes, tell: TellPartLoss): PiesItem['kit'] {
  const components = links.filter(({ kind }) => kind === 'component');
  if (links.length > components.length) tell('accessories, supersedes, partOf', 'dropped');
  if (components.length > 0) tell('Kits/KitComponent/SoldSeparately: missing', 'not-standard');
  return components.map(({ brand, partNumber, quantity, validFrom, validUntil }) => {
    if (validFrom !== '' || validUntil !== '') tell('kitComponents: dates', 'dropped');
    const measure = { value: String(quantity), unit: 'EA', qualifier: '' };
    return filled('kit', { partNumber, ...namesOf(brand, codes), quantity: measure });
  });
}

/** Numbers of one brand and of one kind together. */
function interchangeOf(part: PlainPart, codes: CareCodes, tell: TellPartLoss): PiesInterchange[] {
  const byBrand = new Map<string, PiesInterchange>();
  const add = (brand: string, partNumber: string, notes: string) => {
    let found = byBrand.get(brand);
    if (found === undefined) {
      found = filled('interchange', namesOf(brand, codes));
      byBrand.set(brand, found);
    }
    found.numbers.push(number({ partNumber, notes }));
  };
  for (const { kind, make, raw, validFrom, validUntil } of part.numbers) {
    if (kind === 'own') continue;
    const column = COLUMNS[kind] ?? kind;
    if (make === '') {
      tell(`${column}: without a make`, 'dropped');
      continue;
    }
    if (!isNamed(make, codes)) {
      tell(`${column}: brand without a code`, 'dropped');
      continue;
    }
    if (validFrom !== '' || validUntil !== '') tell(`${column}: dates`, 'dropped');
    add(make, raw, kind === 'oe' || kind === 'comparable' ? INTERCHANGE_NOTES[kind] : '');
  }
  for (const each of part.supersededBy) {
    if (each.quantity !== 1 || each.together !== '' || each.alternative || each.validUntil !== '') {
      tell('supersededBy: with quantity, alternative or end', 'dropped');
      continue;
    }
    if (!isNamed(each.brand, codes)) {
      tell('supersededBy: brand without a code', 'dropped');
      continue;
    }
    if (each.effectiveDate !== '') tell('supersededBy: dates', 'dropped');
    add(each.brand, each.partNumber, INTERCHANGE_NOTES.supersededBy);
  }
  return [...byBrand.values()];
}

const COLUMNS: Readonly<Record<string, string>> = {
  oe: 'oeNumbers',
  comparable: 'comparables',
  'cross-reference': 'crossReferences',
};

function isNamed(brand: string, codes: CareCodes): boolean {
  return codes.labels || namesOf(brand, codes).brandId !== '';
}

/** A brand by its code, as far as one is known, and its name. */
function namesOf(brand: string, codes: CareCodes): { brandId: string; brandLabel: string } {
  const typed = /^autocare\.brand:(\w{4})$/.exec(brand)?.[1];
  return typed === undefined
    ? { brandId: codes.brand(brand), brandLabel: brand }
    : { brandId: typed, brandLabel: '' };
}

type Segment = 'descriptions' | 'extended' | 'attributes' | 'packages' | 'kit' | 'interchange';

function filled<S extends Segment>(segment: S, values: PlainRecord): PiesItem[S][number] {
  const field = ITEM_FIELDS.find(({ key }) => key === segment);
  const record = field?.kind === 'list' ? emptyRecord(field.fields) : {};
  return { ...record, maintenance: 'A', ...values } as unknown as PiesItem[S][number];
}

function number(values: PlainRecord): PiesInterchange['numbers'][number] {
  const interchange = ITEM_FIELDS.find(({ key }) => key === 'interchange');
  const numbers = (interchange as { fields: readonly FieldSpec[] }).fields.find(
    ({ key }) => key === 'numbers',
  );
  const record = emptyRecord((numbers as { fields: readonly FieldSpec[] }).fields);
  return { ...record, ...values } as unknown as PiesInterchange['numbers'][number];
}
