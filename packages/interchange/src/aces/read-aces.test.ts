import { describe, expect, it } from 'vitest';
import { app, appsOf, feed, headerOf, readFeed, sharedSample } from './aces-feed.fixture.ts';

describe('a feed', () => {
  it('has every element of its apps in the model', async () => {
    const found = await readFeed(
      feed(
        `<App action="a" id=" 7 " validate="no" ref="X9"><BaseVehicle id=" 0143 ">1994 Ford Mustang</BaseVehicle>
        <SubModel id="39"/><EngineBase id="5"/><Region id="1"/>
        <Qual id="945"><param value="1.5" uom="in" altvalue="38.1" altuom="mm"/><text>With &amp; <![CDATA[<b>]]></text></Qual>
        <Note id="12" lang="en">Exc. Wagon</Note><Note/><Note>Second</Note>
        <Qty>2</Qty><PartType id="1896"/><MfrLabel>Premium</MfrLabel><Position id="22"/>
        <Part BrandAAIAID="ZZZX" SubBrandAAIAID="BBBB"> AB  12 </Part><DisplayOrder>3</DisplayOrder>
        <AssetName>704</AssetName><AssetItemOrder>1</AssetItemOrder><AssetItemRef>a</AssetItemRef></App>`,
      ),
    );
    expect(found.faults).toEqual([]);
    expect(appsOf(found)).toEqual([
      {
        kind: 'app',
        id: '7',
        action: 'A',
        validate: false,
        ref: 'X9',
        vehicle: { baseVehicle: { id: '143', text: '1994 Ford Mustang' } },
        attributes: [
          { tag: 'SubModel', id: '39' },
          { tag: 'EngineBase', id: '5' },
          { tag: 'Region', id: '1' },
        ],
        qualifiers: [
          {
            id: '945',
            params: [{ value: '1.5', uom: 'in', altValue: '38.1', altUom: 'mm' }],
            text: 'With & <b>',
          },
        ],
        notes: [{ id: '12', lang: 'en', text: 'Exc. Wagon' }, { text: 'Second' }],
        unknown: [],
        line: 4,
        quantity: 2,
        partType: { id: '1896' },
        mfrLabels: [{ text: 'Premium' }],
        positions: [{ id: '22' }],
        part: { number: 'AB 12', brand: 'ZZZX', subBrand: 'BBBB' },
        displayOrder: '3',
        diagram: { name: '704', itemOrder: '1', itemRef: 'a' },
        assets: [],
      },
    ]);
  });

  it('names its vehicle by a base vehicle, years and make, or equipment', async () => {
    const rest = '<Qty>1</Qty><PartType id="1"/><Part>P</Part></App>';
    const found = await readFeed(
      feed(
        `<App action="A" id="1"><Years from="1997" to="1998"/><Make id="46"/><Model id="404"/>${rest}`,
        `<App action="A" id="2"><Years from="1997" to="1998"/><Make id="46"/><VehicleType id="5"/>${rest}`,
        `<App action="A" id="3"><EquipmentBase id="8"/>${rest}`,
        `<App action="A" id="4"><Mfr id="2"/><EquipmentModel id="3"/><VehicleType id="4"/>
         <ProductionYears ProductionStart="1990" ProductionEnd="1996"/>${rest}`,
      ),
    );
    expect(appsOf(found).map(({ vehicle }) => vehicle)).toEqual([
      { years: { from: 1997, to: 1998 }, make: { id: '46' }, model: { id: '404' } },
      { years: { from: 1997, to: 1998 }, make: { id: '46' }, vehicleType: { id: '5' } },
      { equipmentBase: { id: '8' } },
      {
        mfr: { id: '2' },
        equipmentModel: { id: '3' },
        vehicleType: { id: '4' },
        production: { from: 1990, to: 1996 },
      },
    ]);
  });

  it('of 5.0 has the same model', async () => {
    const found = await readFeed(`<ACES version="5.0"><Header><Company>C</Company><BrandID>ZZZZ</BrandID>
      <SubBrandID>BBBB</SubBrandID><PartsApprovedFor><Country>US</Country></PartsApprovedFor>
      <RegionFor><Region id="1"/><Region id="2"/></RegionFor><SubmissionType>Update</SubmissionType>
      <VCdbPublicationDate>2026-03-26</VCdbPublicationDate><QdbPublicationDate>2026-03-25</QdbPublicationDate>
      <PCdbPublicationDate>2026-03-24</PCdbPublicationDate></Header>
      <App action="D" id="1"><BaseVehicle id="10"/><Qty>1</Qty><PartTerminology id="5340"/>
      <MfrLabel lang="en">A</MfrLabel><MfrLabel lang="fr">B</MfrLabel><Position id="1"/>
      <PartNumber BrandID="ZZZX" SubBrandID="BBBC">P1</PartNumber>
      <DiagramAsset AssetName="d1" AssetItemOrder="2" AssetItemRef="7"/>
      <NonDiagramAssets><NonDiagramAsset AssetName="n1" AssetSequence="1"/><NonDiagramAsset AssetName="n2"/></NonDiagramAssets>
      </App><Footer><RecordCount>1</RecordCount></Footer></ACES>`);
    expect(headerOf(found)).toMatchObject({
      ...{ version: '5.0', brand: 'ZZZZ', subBrand: 'BBBB', submission: 'UPDATE' },
      ...{ partsApprovedFor: ['US'], regionFor: ['1', '2'] },
      ...{ vcdbDate: '2026-03-26', qdbDate: '2026-03-25', pcdbDate: '2026-03-24' },
    });
    expect(appsOf(found)[0]).toMatchObject({
      action: 'D',
      partType: { id: '5340' },
      part: { number: 'P1', brand: 'ZZZX', subBrand: 'BBBC' },
      mfrLabels: [
        { text: 'A', lang: 'en' },
        { text: 'B', lang: 'fr' },
      ],
      diagram: { name: 'd1', itemOrder: '2', itemRef: '7' },
      assets: [{ name: 'n1', sequence: '1' }, { name: 'n2' }],
    });
  });

  it('is the same however it is cut into pieces', async () => {
    const file = feed(app(1, '<Note>Größe &lt; 5 &#x4E2D;文 😀</Note>'), app(2, '<!-- x --><Note>b</Note>'));
    const whole = await readFeed(file);
    expect(appsOf(whole)[0]?.notes).toEqual([{ text: 'Größe < 5 中文 😀' }]);
    for (const chunk of [1, 2, 3, 7, 64]) expect(await readFeed(file, chunk)).toEqual(whole);
  });

  const sample = sharedSample();
  it.skipIf(sample === undefined)('as Auto Care publishes it is read whole', async () => {
    const found = await readFeed(sample ?? '');
    expect([found.faults, found.error]).toEqual([[], undefined]);
    expect(found.notes).toEqual([{ code: 'encoding', value: 'utf-8', line: 1 }]);
    expect(appsOf(found)).toHaveLength(14);
    expect(found.records.map(({ kind }) => kind)).toEqual([
      'header',
      ...Array<string>(14).fill('app'),
      ...['asset', 'digital-file', 'digital-file', 'footer'],
    ]);
    expect(appsOf(found)[8]?.attributes).toContainEqual({ tag: 'EngineBase', id: '143' });
  });
});
