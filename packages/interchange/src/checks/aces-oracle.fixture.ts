import fc from 'fast-check';

/** An app of ACES: what is written in the file, and beside it what that means. */
export interface WrittenApp {
  vehicle: { xml: string; key: string; from: number; to: number };
  attributes: { xml: string; means: string }[];
  /** Qualifiers and notes; an empty meaning says nothing. */
  comments: { xml: string; means: string }[];
  quantity: { xml: string; means: string };
  position: { xml: string; means: string };
  label: { xml: string; means: string };
  part: { xml: string; brand: string; number: string };
  asset: { xml: string; means: string };
  action: 'A' | 'D';
  validate: string;
}

export function acesFile(apps: readonly string[], version = '4.2'): string {
  const written = apps.map((app, at) => app.replace('<App', `<App id="${at + 1}"`)).join('\n');
  return `<?xml version="1.0"?><ACES version="${version}"><Header><BrandAAIAID>ZZZZ</BrandAAIAID><SubmissionType>FULL</SubmissionType></Header>
${written}<Footer><RecordCount>${apps.length}</RecordCount></Footer></ACES>`;
}

export function writtenApp(app: WrittenApp): string {
  const { vehicle, attributes, comments, quantity, position, label, part, asset, action, validate } = app;
  const xmlOf = (all: readonly { xml: string }[]) => all.map(({ xml }) => xml).join('');
  return (
    `<App action="${action}"${validate}>${vehicle.xml}${xmlOf(attributes)}${xmlOf(comments)}${quantity.xml}` +
    `<PartType id="9"/>${label.xml}${position.xml}${part.xml}${asset.xml}</App>`
  );
}

/** Counted the slow way: every app held against every other, by what was meant when it was written. */
export function countWritten(apps: readonly WrittenApp[]) {
  const counts = { duplicate: 0, overlap: 0, 'comment-overlap': 0, 'quantity-differs': 0, 'year-repeat': 0 };
  const added = apps.filter(({ action }) => action === 'A');
  added.forEach((one, at) => {
    const before = added.slice(0, at).filter((other) => sameScope(one, other));
    const repeats = (other: WrittenApp) =>
      saysSame(one, other) && sameYears(one, other) && samePart(one, other) && sameQuantity(one, other);
    if (before.some(repeats)) counts.duplicate += 1;
    for (const other of before) {
      if (one.vehicle.from > other.vehicle.to || other.vehicle.from > one.vehicle.to) continue;
      if (samePart(one, other)) {
        if (!saysSame(one, other)) continue;
        if (!sameYears(one, other)) counts['year-repeat'] += 1;
        else if (!sameQuantity(one, other)) counts['quantity-differs'] += 1;
      } else {
        if (saysSame(one, other)) counts.overlap += 1;
        if (isPlain(one) !== isPlain(other)) counts['comment-overlap'] += 1;
      }
    }
  });
  return counts;
}

function sameScope(one: WrittenApp, other: WrittenApp): boolean {
  return (
    one.vehicle.key === other.vehicle.key &&
    one.position.means === other.position.means &&
    one.label.means === other.label.means &&
    one.part.brand === other.part.brand
  );
}

function saysSame(one: WrittenApp, other: WrittenApp): boolean {
  return (
    one.asset.means === other.asset.means &&
    meant(one.attributes) === meant(other.attributes) &&
    meant(one.comments) === meant(other.comments)
  );
}

function meant(all: readonly { means: string }[]): string {
  const set = new Set(all.map(({ means }) => means).filter((means) => means !== ''));
  return [...set].sort().join('|');
}

function isPlain({ attributes, comments }: WrittenApp): boolean {
  return meant(attributes) === '' && meant(comments) === '';
}

function samePart(one: WrittenApp, other: WrittenApp): boolean {
  return one.part.number === other.part.number;
}

function sameQuantity(one: WrittenApp, other: WrittenApp): boolean {
  return one.quantity.means === other.quantity.means;
}

function sameYears(one: WrittenApp, other: WrittenApp): boolean {
  return one.vehicle.from === other.vehicle.from && one.vehicle.to === other.vehicle.to;
}

const few = <T>(...values: T[]) => fc.constantFrom(...values);
const said = (xml: string, means: string) => ({ xml, means });
const ANY = { from: 0, to: 9999 };

const MODEL = '<Make id="5"/><Model id="6"/>';
const EQUIPMENT = '<Mfr id="22"/><EquipmentModel id="1"/>';
/** Every way to name a vehicle, some of them twice in other words. */
const vehicle = few(
  { xml: '<BaseVehicle id="1"/>', key: 'b1', ...ANY },
  { xml: '<BaseVehicle id=" 01 "/>', key: 'b1', ...ANY },
  { xml: `<Years from="2000" to="2003"/>${MODEL}`, key: 'm', from: 2000, to: 2003 },
  { xml: `<Years from="2003" to="2005"/>${MODEL}`, key: 'm', from: 2003, to: 2005 },
  { xml: `${MODEL}<Years to="2003" from=" 2000 "/>`, key: 'm', from: 2000, to: 2003 },
  { xml: '<Years from="2000" to="2003"/><Make id="5"/>', key: 'make', from: 2000, to: 2003 },
  {
    xml: '<Years from="2000" to="2003"/><Make id="5"/><VehicleType id="2"/>',
    key: 'make2',
    from: 2000,
    to: 2003,
  },
  { xml: '<EquipmentBase id="1"/>', key: 'e', ...ANY },
  { xml: `${EQUIPMENT}<VehicleType id="2194"/>`, key: 'q', ...ANY },
  {
    xml: `${EQUIPMENT}<VehicleType id="2194"/><ProductionYears ProductionStart="1999" ProductionEnd="2001"/>`,
    ...{ key: 'q', from: 1999, to: 2001 },
  },
);

const attribute = few(
  said('<SubModel id="1"/>', 'SubModel 1'),
  said('<SubModel id="01">GT</SubModel>', 'SubModel 1'),
  said('<EngineBase id="7"/>', 'EngineBase 7'),
  said('<Region id="1"/>', 'Region 1'),
);

const comment = few(
  said('<Note>with A/C</Note>', 'WITH A/C'),
  said('<Note lang="en">  With   a/c\n</Note>', 'WITH A/C'),
  said('<Note>w/o sunroof</Note>', 'W/O SUNROOF'),
  said('<Note/>', ''),
  said('<Note>  </Note>', ''),
  said('<Qual id="7"><param value="1"/><param value="2"/><text>From 1 to 2</text></Qual>', 'Q7 1 2'),
  said('<Qual id="7"><param value="2"/><param value="1"/><text>From 2 to 1</text></Qual>', 'Q7 2 1'),
  said('<Qual id="07"><param value="1"/><param value="2"/><text>1 - 2</text></Qual>', 'Q7 1 2'),
  said(
    '<Qual id="7"><param value="1" uom="mm"/><param value="2"/><text>From 1 mm to 2</text></Qual>',
    'Q7 1mm 2',
  ),
);

const written = (brand: string) =>
  fc.record({ brand: fc.constant(brand), number: few('P1', 'P1', 'P2', 'P3') });

export const anyWrittenApp: fc.Arbitrary<WrittenApp> = fc.record({
  vehicle,
  attributes: fc.uniqueArray(attribute, { maxLength: 2, selector: ({ means }) => means }),
  comments: fc.array(comment, { maxLength: 2 }),
  quantity: few(said('<Qty>1</Qty>', '1'), said('<Qty>01.0</Qty>', '1'), said('<Qty>2</Qty>', '2')),
  position: few(
    said('', ''),
    said('<Position id="0"/>', ''),
    said('<Position id="1"/>', '1'),
    said('<Position id="22"/>', '22'),
  ),
  label: few(
    ...[said('', ''), said('', ''), said('<MfrLabel></MfrLabel>', '')],
    ...[said('<MfrLabel>Premium</MfrLabel>', 'premium'), said('<MfrLabel> PREMIUM </MfrLabel>', 'premium')],
  ),
  part: fc.oneof(
    written('ZZZZ').map((part) => ({ ...part, xml: `<Part>${part.number}</Part>` })),
    written('ZZZZ').map((part) => ({ ...part, xml: `<Part BrandAAIAID="ZZZZ"> ${part.number} </Part>` })),
    written('YYYY').map((part) => ({ ...part, xml: `<Part BrandAAIAID="YYYY">${part.number}</Part>` })),
    written('Z/S').map((part) => ({ ...part, xml: `<Part SubBrandAAIAID="SSSS">${part.number}</Part>` })),
  ),
  asset: few(
    ...[said('', ''), said('', ''), said('<DisplayOrder>3</DisplayOrder>', '')],
    said('<AssetName>pic</AssetName>', 'pic'),
    said('<AssetName>pic</AssetName><AssetItemOrder>1</AssetItemOrder>', 'pic 1'),
    said('<AssetName>pic</AssetName><AssetItemOrder>2</AssetItemOrder>', 'pic 2'),
    said(
      '<AssetName>pic</AssetName><AssetItemOrder>2</AssetItemOrder><AssetItemRef>a</AssetItemRef>',
      'pic 2 a',
    ),
  ),
  action: few<'A' | 'D'>('A', 'A', 'A', 'A', 'A', 'D'),
  validate: few('', ' validate="no"', ' ref="x1"'),
});
