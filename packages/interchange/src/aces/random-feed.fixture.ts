import fc from 'fast-check';
import {
  ACES_HEADER_TEXTS,
  type AcesApp,
  type AcesAsset,
  type AcesDigitalFile,
  type AcesHeader,
  type AcesRecord,
  type AcesUnknown,
} from './aces-feed.ts';
import { ACES_ATTRIBUTES } from './aces-names.ts';

/** Texts with all that XML makes special, what it can't hold, and blanks at their ends. */
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    '7',
    ' ',
    ' ',
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    'é',
    '中',
    '😀',
    '\t',
    '\n',
    '\r',
    '\u0001',
  ),
  maxLength: 12,
});
const id = fc.nat(99_999).map((n) => String(n + 1));
const ref = fc.record({ id, text }, { requiredKeys: ['id'] });
const year = fc.integer({ min: 1900, max: 2030 });
const lang = fc.constantFrom('en', 'fr', 'es', 'de');
const uom = fc.constantFrom('in', 'mm', 'psi', 'x', '');
const attributes = fc
  .uniqueArray(fc.constantFrom(...ACES_ATTRIBUTES), { maxLength: 4 })
  .chain((tags) => fc.tuple(...tags.map((tag) => ref.map((each) => ({ tag: tag as string, ...each })))));

const vehicle = fc.oneof(
  fc.record({ baseVehicle: ref }),
  fc.record({ years: years(), make: ref, model: ref, vehicleType: ref }, { requiredKeys: ['years', 'make'] }),
  fc.record({ equipmentBase: ref }),
  fc.record(
    {
      mfr: ref,
      equipmentModel: ref,
      vehicleType: ref,
      production: fc.record({ from: year, to: year }, { requiredKeys: [] }),
    },
    { requiredKeys: ['mfr', 'equipmentModel'] },
  ),
  fc.record({ baseVehicle: ref, years: years(), make: ref, equipmentBase: ref }),
);

function years() {
  return fc.tuple(year, fc.nat(9)).map(([from, more]) => ({ from, to: from + more }));
}

const scope = {
  id: fc.oneof(id, text),
  action: fc.constantFrom('A' as const, 'D' as const),
  validate: fc.boolean(),
  ref: text,
  vehicle,
  attributes,
  qualifiers: fc.array(
    fc.record({
      ...{ id, text },
      params: fc.array(
        fc.record({ value: text, uom, altValue: text, altUom: uom, text }, { requiredKeys: ['value'] }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
  notes: fc.array(fc.record({ text, id, lang }, { requiredKeys: ['text'] }), { maxLength: 3 }),
  unknown: fc.constant([]),
  line: fc.constant(1),
};
const scopeKeys = [
  'id',
  'action',
  'validate',
  'vehicle',
  'attributes',
  'qualifiers',
  'notes',
  'unknown',
  'line',
] as const;

const number = fc
  .oneof(
    fc.string({ unit: fc.constantFrom('A', '9', '-', '/', ' ', '.', '#'), minLength: 1, maxLength: 50 }),
    text,
  )
  .map((given) => `P${given}`);
export const randomApp: fc.Arbitrary<AcesApp> = fc.record(
  {
    ...scope,
    kind: fc.constant('app' as const),
    quantity: fc.integer({ min: 1, max: 999_999 }),
    partType: ref,
    positions: fc.array(ref, { maxLength: 2 }),
    part: fc.record(
      { number, brand: fc.constantFrom('ZZZZ', 'BBBB'), subBrand: fc.constant('CCCC') },
      { requiredKeys: ['number'] },
    ),
    mfrLabels: fc.array(fc.record({ text, lang }, { requiredKeys: ['text'] }), { maxLength: 2 }),
    displayOrder: id,
    diagram: fc.record({ name: text, itemOrder: id, itemRef: text, text }, { requiredKeys: ['name'] }),
    assets: fc.array(fc.record({ name: text, sequence: id }, { requiredKeys: ['name'] }), { maxLength: 2 }),
  },
  { requiredKeys: [...scopeKeys, 'kind', 'positions', 'part', 'mfrLabels', 'assets'] },
);

const asset: fc.Arbitrary<AcesAsset> = fc.record(
  { ...scope, kind: fc.constant('asset' as const), assetName: text.map((each) => `a${each}`) },
  { requiredKeys: [...scopeKeys, 'kind', 'assetName'] },
);

const leaf = (tag: string): fc.Arbitrary<AcesUnknown> =>
  text.map((said) => ({ tag, attributes: {}, text: said, children: [] }));
const file: fc.Arbitrary<AcesDigitalFile> = fc.record(
  {
    kind: fc.constant('digital-file' as const),
    assetName: text,
    action: fc.constantFrom('A', 'D'),
    language: lang,
    fields: fc
      .tuple(leaf('FileName'), leaf('AssetDetailType'), leaf('AssetDescription'), leaf('AssetHeight'))
      .map(([name, type, description, height]) => [
        description,
        name,
        { tag: 'AssetDimensions', attributes: { UOM: 'PX' }, text: '', children: [height] },
        type,
      ]),
    line: fc.constant(1),
  },
  { requiredKeys: ['kind', 'assetName', 'action', 'fields', 'line'] },
);

const header = fc.record(
  {
    ...(Object.fromEntries(ACES_HEADER_TEXTS.map((name) => [name, text])) as Record<
      (typeof ACES_HEADER_TEXTS)[number],
      fc.Arbitrary<string>
    >),
    kind: fc.constant('header' as const),
    version: fc.constant('4.2' as const),
    approvedFor: fc.oneof(fc.constant(['US', 'CA']), fc.constant(['North America']), fc.constant([])),
    partsApprovedFor: fc.oneof(fc.constant(['US']), fc.constant([])),
    regionFor: fc.array(id, { maxLength: 2 }),
    unknown: fc.constant([]),
    line: fc.constant(1),
  },
  { requiredKeys: ['kind', 'version', 'approvedFor', 'partsApprovedFor', 'regionFor', 'unknown', 'line'] },
) as fc.Arbitrary<AcesHeader>;

/** Feeds of every kind of record, with what some versions can't hold. */
export const randomFeed: fc.Arbitrary<AcesRecord[]> = fc
  .tuple(
    header,
    fc.array(randomApp, { maxLength: 4 }),
    fc.array(asset, { maxLength: 2 }),
    fc.array(file, { maxLength: 2 }),
  )
  .map(([first, apps, assets, files]) => [first, ...apps, ...assets, ...files]);
