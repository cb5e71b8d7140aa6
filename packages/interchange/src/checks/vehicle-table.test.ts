import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkAces } from './check-aces.ts';
import { qualifierTable } from './qualifier-table.ts';
import { readVehicleTable } from './read-vehicle-table.ts';

const TABLES: Record<string, string> = {
  Make: 'MakeID|MakeName\n1|Ford',
  Model: 'ModelID|ModelName\n2|Focus\n3|Escort',
  BaseVehicle: 'BaseVehicleID|YearID|MakeID|ModelID\n10|2000|1|2\n11|2001|1|2\n12|2003|1|2\n13|2001|1|3',
  Vehicle: 'VehicleID|BaseVehicleID|SubmodelID|RegionID\n100|10|7|1\n101|10|8|1',
  VehicleToEngineConfig: 'VehicleToEngineConfigID|VehicleID|EngineConfigID\n1|100|50\n2|101|51',
  EngineConfig:
    'EngineConfigID|EngineDesignationID|EngineVINID|ValvesID|EngineBaseID|FuelDeliveryConfigID|AspirationID|CylinderHeadTypeID|FuelTypeID|IgnitionSystemTypeID|EngineMfrID|EngineVersionID|PowerOutputID\n50|1|1|4|500|1|5|6|4|5|3|3|1\n51|1|1|4|501|1|5|6|5|5|3|3|1',
  VehicleToDriveType: 'VehicleToDriveTypeID|VehicleID|DriveTypeID\n1|100|5\n2|101|6',
};

async function* once(bytes: Uint8Array) {
  yield bytes;
}

function table(without: readonly string[] = []) {
  const files = Object.entries(TABLES).filter(([name]) => !without.includes(name));
  return readVehicleTable(
    once(zipSync(Object.fromEntries(files.map(([name, text]) => [`${name}.txt`, strToU8(text)])))),
  );
}

function feed(...apps: string[]): Uint8Array {
  const all = apps.map(
    (app, at) => `<App action="A" id="${at + 1}">${app}<Qty>1</Qty><PartType id="1"/><Part>P1</Part></App>`,
  );
  return Buffer.from(
    `<ACES version="4.2"><Header><BrandAAIAID>ZZZZ</BrandAAIAID><SubmissionType>FULL</SubmissionType></Header>${all.join('')}<Footer><RecordCount>${apps.length}</RecordCount></Footer></ACES>`,
  );
}

async function found(apps: string[], options: Parameters<typeof checkAces>[1] = {}) {
  const { report } = await checkAces(once(feed(...apps)), options);
  return report.findings.flatMap(({ code, examples }) =>
    examples.map(({ records, message }) => [code, records[0]?.record, message]),
  );
}

describe('A table of vehicles', () => {
  it('tells vehicles that it hasn’t, and years in which a model wasn’t made', async () => {
    const vehicles = await table();
    const years = (from: number, to: number) =>
      `<Years from="${from}" to="${to}"/><Make id="1"/><Model id="2"/>`;
    expect(
      await found(['<BaseVehicle id="99"/>', years(2000, 2003), years(1999, 2000)], { vehicles }),
    ).toContainEqual(['vehicle-unknown', '1', 'The vehicle table has no vcdb.baseVehicle:99.']);
    expect(await found([years(1999, 2001)], { vehicles })).toEqual([
      [
        'vehicle-unknown',
        '1',
        'The vehicle table has no vcdb.make:1 vcdb.model:2 of 1999; it has 2000 to 2003.',
      ],
    ]);
    expect(await found([years(2000, 2003)], { vehicles })).toEqual([]);
  });

  it('holds a base vehicle against a range of years', async () => {
    const apps = ['<BaseVehicle id="11"/>', '<Years from="2000" to="2003"/><Make id="1"/><Model id="2"/>'];
    expect(await found(apps)).toEqual([]);
    expect((await found(apps, { vehicles: await table() })).map(([code]) => code)).toEqual(['year-repeat']);
  });

  it('tells attributes that no vehicle has, alone or together', async () => {
    const vehicles = await table();
    const app = (attributes: string) => [`<BaseVehicle id="10"/>${attributes}`];
    expect(
      await found(app('<SubModel id="7"/><EngineBase id="500"/><DriveType id="5"/>'), { vehicles }),
    ).toEqual([]);
    expect(await found(app('<EngineBase id="502"/>'), { vehicles })).toEqual([
      ['vehicle-invalid', '1', 'No vehicle of vcdb.baseVehicle:10 has EngineBase 502.'],
    ]);
    expect(await found(app('<SubModel id="7"/><EngineBase id="501"/>'), { vehicles })).toEqual([
      ['vehicle-invalid', '1', 'No vehicle of vcdb.baseVehicle:10 has EngineBase 501.'],
    ]);
    expect(await found(app('<EngineBase id="500"/><DriveType id="6"/>'), { vehicles })).toEqual([
      ['vehicle-invalid', '1', 'No vehicle of vcdb.baseVehicle:10 has DriveType 6, EngineBase 500 together.'],
    ]);
    expect((await found(app('<SubModel id="9"/>'), { vehicles })).map(([code]) => code)).toEqual([
      'vehicle-invalid',
    ]);
  });

  it('takes for possible what its tables don’t say', async () => {
    const app = ['<BaseVehicle id="10"/><EngineBase id="502"/>'];
    expect(await found(app, { vehicles: await table(['EngineConfig']) })).toEqual([]);
    expect(await found(app, { vehicles: await table(['Vehicle']) })).toEqual([]);
    expect(await found(['<BaseVehicle id="10"/><WheelBase id="1"/>'], { vehicles: await table() })).toEqual(
      [],
    );
  });

  it('is no zip without base vehicles', async () => {
    await expect(table(['BaseVehicle'])).rejects.toMatchObject({ code: 'table-missing' });
  });
});

describe('A record by itself', () => {
  it.each([
    ['<BaseVehicle id="10"/><SubModel id="1"/><SubModel id="2"/>', 'attribute-contradicts'],
    [
      '<BaseVehicle id="10"/><Years from="2000" to="2001"/><Make id="1"/><Model id="2"/>',
      'vehicle-contradicts',
    ],
    ['<BaseVehicle id="10"/><Qual id="5"><param value=" "/><text>x</text></Qual>', 'qualifier-malformed'],
    [
      '<BaseVehicle id="10"/><Qual id="5"><text>x</text></Qual><Qual id="5"><text>y</text></Qual>',
      'qualifier-malformed',
    ],
    [
      '<BaseVehicle id="10"/><Qual id="5"><text>Exc. &lt;p1 type="num"/></text></Qual>',
      'qualifier-placeholder',
    ],
    ['<BaseVehicle id="10"/><Note>With {0}</Note>', 'qualifier-placeholder'],
  ])('%s', async (app, code) => {
    expect((await found([app])).map(([each]) => each)).toEqual([code]);
  });

  it('is none that can’t be read, and is counted all the same', async () => {
    const { report } = await checkAces(once(feed('', '<BaseVehicle id="10"/>')));
    expect(report).toMatchObject({ applications: 2, parts: 1 });
    expect(report.findings.map(({ code }) => code)).toEqual(['vehicle-missing']);
  });

  it('has a part number as long as its version allows', async () => {
    const long = feed('<BaseVehicle id="10"/>')
      .toString()
      .replace('<Part>P1', `<Part>${'9'.repeat(46)}`);
    const codes = async (text: string) =>
      (await checkAces(once(Buffer.from(text)))).report.findings.map(({ code }) => code);
    expect(await codes(long)).toEqual(['field-too-long']);
    expect(await codes(long.replace('version="4.2"', 'version="5.0"'))).toEqual([]);
  });

  it('is one of as many as the footer says', async () => {
    const text = feed('<BaseVehicle id="10"/>').toString().replace('<RecordCount>1', '<RecordCount>2');
    const { report } = await checkAces(once(Buffer.from(text)));
    expect(report.findings[0]?.examples[0]?.message).toBe('The footer says 2 records; the file has 1.');
  });
});

describe('A table of qualifiers', () => {
  const qualifiers = qualifierTable(
    new Map([
      ['5', 'Exc. <p1 type="name"/> with <p2 type="num"/> cyl.'],
      ['6', 'With A/C'],
    ]),
  );
  const qual = (id: number, ...values: string[]) => [
    `<BaseVehicle id="10"/><Qual id="${id}">${values.map((value) => `<param value="${value}"/>`).join('')}<text>x</text></Qual>`,
  ];

  it('tells unknown ids, and parameters of another number or kind', async () => {
    const codes = async (app: string[]) =>
      (await found(app, { qualifiers })).map(([code, , message]) => [code, message]);
    expect(await codes(qual(6))).toEqual([]);
    expect(await codes(qual(5, 'Wagon', '6'))).toEqual([]);
    expect(await codes(qual(7))).toEqual([['qualifier-unknown', 'The table has no qualifier 7.']]);
    expect(await codes(qual(5, 'Wagon'))).toEqual([
      ['qualifier-parameters', 'Qualifier 5 takes 2 parameters and has 1.'],
    ]);
    expect(await codes(qual(5, 'Wagon', 'six'))).toEqual([
      ['qualifier-parameters', "Parameter 2 of qualifier 5 is a num; 'six' is none."],
    ]);
  });
});
