import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../read-rows.ts';
import { read, text } from '../whole-file.fixture.ts';
import { app, feed, sharedSample } from './aces-feed.fixture.ts';
import { qualifierText, readQualifierText } from './row-texts.ts';

const list = (name: string) => ({ name, type: 'list' }) as const;
const COLUMNS = [
  ...['brand', 'partNumber', 'baseVehicle', 'make', 'model', 'partType', 'position', 'note'].map((name) =>
    text(name),
  ),
  ...['feed', 'release', 'record', 'action', 'production'].map((name) => text(name)),
  ...['yearFrom', 'yearTo', 'quantity'].map((name) => ({ name, type: 'integer' }) as const),
  ...[list('attributes'), list('qualifiers'), list('labels')],
];
const readAces = (file: string, mapping?: Record<string, string>, skipRows = 0) =>
  read(file, COLUMNS, {
    format: 'aces',
    skipRows,
    ...(mapping !== undefined && {
      mapping: { headings: [], constants: mapping, sheet: '', headerRow: 0 },
    }),
  });

const PART = '<Qty>2</Qty><PartType id="1896"/><Position id="22"/><Part BrandAAIAID="ZZZX">P1</Part>';

describe('what a header says of its file', () => {
  const submissions = async (file: string, format: 'aces' | 'auto' = 'aces', skipRows = 0) => {
    const found: unknown[] = [];
    const source = (async function* () {
      yield Buffer.from(file);
    })();
    for await (const { submission } of readRows({
      ...{ source, format, columns: COLUMNS, skipRows, limits: { batchRows: 2 } },
    }))
      found.push(submission);
    return found;
  };
  const of = (word: string) => feed(app(1), app(2), app(3)).replace('>FULL<', `>${word}<`);

  it('comes with every batch, also where a run goes on', async () => {
    expect(await submissions(of(' Full '))).toEqual(['full', 'full']);
    expect(await submissions(of('upd'), 'auto')).toEqual(['update', 'update']);
    expect(await submissions(of('TEST'))).toEqual(['test', 'test']);
    expect(await submissions(of('nonsense'))).toEqual([undefined, undefined]);
    expect(await submissions(of('FULL'), 'aces', 2)).toEqual(['full']);
    expect(await submissions(of('FULL'), 'aces', 3)).toEqual(['full']);
  });

  it('counts before the apps only', async () => {
    const [header = ''] = /<Header>.*<\/Header>/s.exec(of('FULL')) ?? [];
    const late = of('FULL').replace(header, '').replace('<Footer>', `${header}<Footer>`);
    expect(await submissions(late)).toEqual([undefined, undefined]);
    const { notes } = await readAces(late);
    expect(notes).toContainEqual({
      code: 'feed',
      value: expect.stringMatching(/<Header> after apps, FULL not looked at$/),
    });
    const twice = of('UPDATE').replace(/<App /, `${header}<App `);
    expect(await submissions(twice)).toEqual(['update', 'update']);
  });
});

describe('apps as rows', () => {
  it('keep the ids of licensed tables as typed ids', async () => {
    const found = await readAces(
      feed(
        `<App action="A" id="7"><BaseVehicle id="2771"/><SubModel id="39"/><EngineVIN id="18"/>
         <Qual id="945"><param value="1st Design"/><text>1st Design Starter</text></Qual><Note>Exc. Wagon</Note>${PART}</App>`,
        `<App action="D" id="8"><Years from="1997" to="1998"/><Make id="46"/><Model id="404"/>${PART}</App>`,
        `<App action="A" id="9"><Years from="1997" to="1998"/><Make id="46"/><VehicleType id="5"/>${PART}</App>`,
        `<App action="A" id="10"><EquipmentBase id="3"/>${PART}</App>`,
        `<App action="A" id="11"><Mfr id="22"/><EquipmentModel id="1"/><VehicleType id="2194"/>${PART}</App>`,
      ),
    );
    expect([found.error, found.faults]).toEqual([undefined, []]);
    const part = { partNumber: 'P1', brand: 'autocare.brand:ZZZX', partType: 'pcdb.partTerminology:1896' };
    const rest = { position: 'pcdb.position:22', quantity: 2, feed: 'Acme', release: '(VCdb 2026-01-01)' };
    expect(found.rows.map(({ values }) => values)).toEqual([
      {
        ...{ ...part, ...rest, record: '7', baseVehicle: 'vcdb.baseVehicle:2771' },
        attributes: ['vcdb.subModel:39', 'vcdb.engineVIN:18'],
        qualifiers: ['1st Design Starter [qdb.qualifier:945|1st Design]'],
        note: 'Exc. Wagon',
      },
      {
        ...{ ...part, ...rest, record: '8', action: 'delete' },
        ...{ make: 'vcdb.make:46', model: 'vcdb.model:404', yearFrom: 1997, yearTo: 1998 },
      },
      {
        ...{ ...part, ...rest, record: '9', attributes: ['vcdb.vehicleType:5'] },
        ...{ make: 'vcdb.make:46', model: '*', yearFrom: 1997, yearTo: 1998 },
      },
      { ...part, ...rest, record: '10', baseVehicle: 'vcdb.equipmentBase:3' },
      {
        ...{ ...part, ...rest, record: '11', attributes: ['vcdb.vehicleType:2194'] },
        ...{ make: 'vcdb.mfr:22', model: 'vcdb.equipmentModel:1' },
      },
    ]);
  });

  it('keep a vehicle’s type beside whatever names the vehicle, and tell of a second name of it', async () => {
    const two = '<BaseVehicle id="2771"/><Years from="1997" to="1998"/><Make id="46"/><Model id="404"/>';
    const found = await readAces(
      feed(
        ...[
          '<BaseVehicle id="2771"/>',
          '<Years from="1997" to="1998"/><Make id="46"/><Model id="404"/>',
          '<EquipmentBase id="3"/>',
          two,
        ].map((vehicle, at) => `<App action="A" id="${at}">${vehicle}<VehicleType id="5"/>${PART}</App>`),
      ),
    );
    expect([found.error, found.faults]).toEqual([undefined, []]);
    expect(found.rows.map(({ values }) => values.attributes)).toEqual(Array(4).fill(['vcdb.vehicleType:5']));
    expect(found.rows[3]?.values).toMatchObject({ baseVehicle: 'vcdb.baseVehicle:2771' });
    expect(found.notes.filter(({ value }) => value.startsWith('not kept'))).toEqual([
      { code: 'feed', value: 'not kept: Years beside BaseVehicle (1)' },
      { code: 'feed', value: 'not kept: Make beside BaseVehicle (1)' },
      { code: 'feed', value: 'not kept: Model beside BaseVehicle (1)' },
    ]);
  });

  it('have in place of a typed id what the mapping says, and its brand where a part has none of its own', async () => {
    const file = feed(
      app(1, '<SubModel id="3"/>'),
      `<App action="A" id="2"><BaseVehicle id="1"/>${PART}</App>`,
    ).replace('<Company>', '<BrandAAIAID>ZZZZ</BrandAAIAID><Company>');
    const brands = async (constants?: Record<string, string>) =>
      (await readAces(file, constants)).rows.map(({ values }) => values.brand);
    expect(await brands()).toEqual(['autocare.brand:ZZZZ', 'autocare.brand:ZZZX']);
    expect(await brands({ brand: 'Acme' })).toEqual(['Acme', 'autocare.brand:ZZZX']);
    expect(await brands({ 'autocare.brand:ZZZX': 'Bolt' })).toEqual(['autocare.brand:ZZZZ', 'Bolt']);
    const { rows } = await readAces(file, {
      'vcdb.subModel:3': 'GT',
      'pcdb.partTerminology:5340': 'oil-filter',
    });
    expect(rows[0]?.values).toMatchObject({ attributes: ['GT'], partType: 'oil-filter' });
  });

  it('keep their number where others are broken, which name their record, element and line', async () => {
    const file = feed(
      app(1),
      '<App action="A" id="x17">\n<BaseVehicle id="ten"/><Qty>none</Qty><Part>P</Part></App>',
      app(3),
      '<App action="A" id="4"><BaseVehicle id="1"/><Note>A & B</Note><Qty>1</Qty><Part>P</Part></App>',
      app(5),
    );
    const found = await readAces(file);
    expect(found.rows.map(({ row, values }) => [row, values.record])).toEqual([
      [1, '1'],
      [3, '3'],
      [5, '5'],
    ]);
    expect(found.faults).toEqual([
      expect.objectContaining({
        ...{ row: 2, line: 6, code: 'id-invalid', value: 'ten' },
        message: expect.stringMatching(/^App x17, <BaseVehicle>: .*<Qty>: The quantity/),
      }),
      expect.objectContaining({
        row: 4,
        line: 8,
        code: 'malformed',
        message: expect.stringMatching(/^App 4, /),
      }),
    ]);
    expect(found.rowsRead).toBe(5);
    expect((await readAces(file, undefined, 2)).rows).toEqual(found.rows.slice(1));
    expect((await readAces(file, undefined, 3)).faults).toEqual(found.faults.slice(1));
  });

  it('tell in notes what rows have no place for', async () => {
    const { notes } = await readAces(
      feed(app(1, '<MfrLabel>L</MfrLabel><Foo/>'), app(2, '<MfrLabel>L</MfrLabel>')).replace(
        '<Footer>',
        '<Asset action="A" id="1"><BaseVehicle id="1"/><AssetName>a</AssetName></Asset><Footer>',
      ),
    );
    expect(notes.map(({ code, value }) => `${code}: ${value}`).sort()).toEqual([
      'encoding: utf-8',
      'feed: ACES 4.2 FULL Acme (VCdb 2026-01-01)',
      'feed: not kept: Asset (1)',
      'feed: not kept: Foo (1)',
      'feed: unknown-element (line 4): Foo',
    ]);
  });

  const sample = sharedSample();
  it.skipIf(sample === undefined)('of the published sample are all there', async () => {
    const found = await readAces((sample ?? '').toString());
    expect([found.error, found.faults, found.rows.length]).toEqual([undefined, [], 14]);
    expect(found.rows[8]?.values).toMatchObject({
      ...{ record: '9', brand: 'autocare.brand:ZZZX', make: 'vcdb.make:54', yearTo: 1995 },
      ...{ attributes: ['vcdb.subModel:39', 'vcdb.engineBase:143'], feed: 'AcmeSupply: Sample Product File' },
    });
  });
});

describe('a qualifier as text', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', ' ', '1', '\\', '|', '{', '}', '=', '~', ']', '[', '"'),
  });
  const param = fc.record(
    { value: cell, uom: cell, altValue: cell, altUom: cell, text: cell },
    { requiredKeys: ['value'] },
  );
  it('is read as what it was made of', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.array(param, { maxLength: 3 }), cell, (id, params, said) => {
        const text = said.trim();
        // An alternative unit stands behind an alternative value, which is then there, be it empty.
        const whole = params.map((each) =>
          each.altUom !== undefined && each.altValue === undefined ? { ...each, altValue: '' } : each,
        );
        expect(readQualifierText(qualifierText({ id: String(id), params, text }))).toEqual({
          ...{ id: String(id), params: whole, text },
        });
      }),
    );
  });
  it('made by hand is none', () => expect(readQualifierText('With A/C')).toBeUndefined());
});
