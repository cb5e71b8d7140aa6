import type { Assert } from '../domain/part-fitments-repository.contract.ts';
import { type VehicleStore, vehicleImports } from './vehicle-imports.fixture.ts';

export type OpenVehicles = () => Promise<VehicleStore & AsyncDisposable>;
type Holds = (imports: ReturnType<typeof vehicleImports>, assert: Assert) => Promise<void>;

const GEELY = `厂牌,车系,底盘号,车型,ID,生产年份,发动机型号,排量(升),燃料,马力,车身,排放标准,ktype
吉利,帝豪,FE-3,2015款 1.5L 手动,G1,2014.07-2018/03,JLB-4G15,1.5,汽油,109,三厢,国五,
吉利,帝豪,FE-3,2015款 1.8L 自动,G2,2014.07-2018/03,JLC-4G18,1.8,汽油,133,三厢,国五,15657
Geely,博越,NL-3,2019款 1.8TD,G3,2019.02-,JLE-4G18TD,1.8,汽油,184,SUV,国六,15657 x
`;

const ids = (sheets: readonly { vehicleId: string }[]) => sheets.map(({ vehicleId }) => vehicleId).sort();

/** What holds of imports of vehicles over every storage. */
export const VEHICLE_IMPORTS_CONTRACT: Record<string, Holds> = {
  'takes Chinese vehicles in, lists them and looks them up': async ({ take, directory }, assert) => {
    const done = await take(GEELY);
    assert.deepEqual([done.created, done.faults], [2, ['3:ktypePc:malformed']]);
    const make = (await directory.makes('acme')).find(({ name }) => name === '吉利');
    assert.deepEqual([make?.own, make?.nameZh, make?.modelCount], [true, '吉利', 1]);
    const [model] = await directory.models('acme', make?.makeId ?? '');
    assert.deepEqual([model?.name, model?.yearFrom, model?.yearTo], ['帝豪', 2014, 2018]);
    const modelId = model?.modelId ?? '';
    assert.deepEqual(await directory.years('acme', modelId), [2014, 2015, 2016, 2017, 2018]);
    for (const { year, vehicles } of await directory.yearCounts('acme', modelId))
      assert.equal(vehicles, (await directory.vehicles('acme', modelId, year)).length);
    const listed = await directory.vehicles('acme', modelId, 2016);
    assert.equal(listed.length, 2);
    const { lookedUp: _, ...found } = { ...(await directory.lookUp('acme', 'ktype.pc:015657')), lookedUp: 0 };
    assert.deepEqual([found.kind, found.vehicles.length], ['variant', 1]);
    const [sheet] = found.vehicles;
    assert.deepEqual(
      [sheet?.nameZh, sheet?.chassisCode, sheet?.fuel, sheet?.powerKw, sheet?.powerPs, sheet?.displacementL],
      ['2015款 1.8L 自动', 'FE-3', 'Gasoline', 98, 133, '1.8'],
    );
    assert.deepEqual(sheet?.externalIds, ['ktype.pc:15657', 'tenant.own:G2']);
    const inYear = await directory.vehicle('acme', `${sheet?.vehicleId}-2016`);
    assert.deepEqual(
      [inYear.vehicle.year, inYear.vehicle.baseVehicleId],
      [2016, `bv${modelId.slice(2)}-2016`],
    );
    await assert.rejects(() => directory.vehicle('acme', `${sheet?.vehicleId}-2019`), /no vehicle/);
    await assert.rejects(() => directory.lookUp('acme', 'ktype.cv:15657'), /no vehicle/);
  },
  'suggests what a tenant has of its own beside the platform’s, to that tenant alone': async (
    { take, suggest },
    assert,
  ) => {
    const shown = async (query: string, tenant = 'acme') =>
      (await suggest(tenant, query, 9)).map(
        ({ kind, make, makeZh, model, generation, chassisCode }) =>
          `${kind} ${[make, makeZh, model, generation, chassisCode].filter((each) => each !== '').join(' ')}`,
      );
    assert.deepEqual(await shown('吉'), []);
    await take(GEELY);
    assert.deepEqual(await shown('吉'), ['make 吉利 吉利']);
    assert.deepEqual(await shown('吉利帝'), ['model 吉利 吉利 帝豪']);
    assert.deepEqual((await shown('帝豪'))[0], 'model 吉利 吉利 帝豪');
    assert.deepEqual(await shown('fe3'), ['generation 吉利 吉利 帝豪 FE-3 FE-3']);
    assert.deepEqual(await shown('吉', 'other'), []);
    assert.deepEqual(await shown('fe3', 'other'), []);
    assert.deepEqual(await shown('honda', 'other'), ['make Honda 本田']);
    await take('厂牌,车系,底盘号,车型,ID,生产年份\n长城,炮,P1,2021款,W1,2021.01-\n');
    assert.deepEqual(await shown('长城'), ['make 长城 长城']);
  },
  'keeps tenants apart': async ({ take, directory }, assert) => {
    await take(GEELY);
    const other = 'other';
    assert.equal(
      (await directory.makes(other)).some(({ own }) => own),
      false,
    );
    for (const reference of ['ktype.pc:15657', 'G2', 'tenant.own:G2'])
      await assert.rejects(() => directory.lookUp(other, reference), /no vehicle/);
    const [vehicle] = (await directory.lookUp('acme', 'G2')).vehicles;
    await assert.rejects(() => directory.vehicle(other, vehicle?.vehicleId ?? ''), /no vehicle/);
    await assert.rejects(() => directory.years(other, vehicle?.modelId ?? ''), /no model/);
    await take(GEELY, { tenant: other });
    const [theirs] = (await directory.lookUp(other, 'G2')).vehicles;
    assert.equal(theirs?.vehicleId === vehicle?.vehicleId, false);
  },
  'adds names and ids to the platform’s vehicles, and nothing else': async ({ take, directory }, assert) => {
    const done = await take(
      'vehicleId,make,model,modelZh,externalIds,fuel\n' +
        ',Honda,Accord,雅阁,vcdb.model:61,\n' +
        'bv1861-2005,,,,vcdb.baseVehicle:2771,\n' +
        'v1861-2005-000001,,,,ktype.pc:1; ktype.pc:2,\n' +
        'v1861-2005-000000,,,,,Diesel\n' +
        'v1861-1999-000000,,,,ktype.pc:3,\n' +
        'v1861-2005-000000,,,,vpic.model:7,\n' +
        ',Honda,Accord,,ktype.pc:9,\n',
    );
    assert.deepEqual(done.faults, [
      '4:vehicleId:platform-vehicle',
      '5:vehicleId:vehicle-unknown',
      '6:externalIds:external-id-level',
      '7:yearFrom:required',
    ]);
    assert.equal(done.created, 3);
    const models = await directory.models('acme', 'mk474');
    assert.deepEqual(
      models.map(({ name, nameZh, own }) => [name, nameZh, own]),
      [
        ['Accord', '雅阁', false],
        ['Civic', '', false],
      ],
    );
    const base = await directory.lookUp('acme', 'vcdb.baseVehicle:2771');
    assert.deepEqual([base.kind, base.id, base.vehicles.length], ['base-vehicle', 'bv1861-2005', 2]);
    const coupe = (await directory.lookUp('acme', 'ktype.pc:2')).vehicles[0];
    assert.deepEqual(coupe?.externalIds, ['ktype.pc:1', 'ktype.pc:2', 'vcdb.baseVehicle:2771']);
    assert.equal((await directory.lookUp('acme', '雅阁').catch(() => undefined)) === undefined, true);
    assert.equal((await directory.lookUp('acme', 'vpic.model:1861')).model?.nameZh, '雅阁');
    // A row by the Chinese name is about the same model.
    await take('make,model,年款,车型\n本田,雅阁,2006,2006款 2.4L\n');
    assert.equal((await directory.vehicles('acme', 'md1861', 2006)).length, 3);
  },
  'follows merges, also of what was merged, and refuses circles': async ({ take, directory }, assert) => {
    const head = 'id,make,model,year,name,mergedInto,replaces,reason,ktype\n';
    await take(
      `${head}A,Geely,Emgrand,2014,a,,,,1\nB,Geely,Emgrand,2014,b,,,,2\nC,Geely,Emgrand,2014,c,,,,3\n`,
    );
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map(async (key) => (await directory.lookUp('acme', key)).id),
    );
    const merged = await take(`${head}A,,,,,B,,renumbered,\n`);
    assert.deepEqual([merged.deleted, merged.faults], [1, []]);
    const again = await take(`${head}A,,,,,B,,renumbered,\n`);
    assert.deepEqual([again.unchanged, again.deleted], [1, 0]);
    const replaced = await take(`${head}C,Geely,Emgrand,2014,c,,B,,3\n`);
    assert.deepEqual([replaced.faults, replaced.updated + replaced.unchanged], [[], 1]);
    for (const reference of [a ?? '', 'A', 'ktype.pc:1']) {
      const found = await directory.vehicle('acme', reference);
      assert.deepEqual(
        [found.vehicle.vehicleId, found.redirects],
        [
          c,
          [
            { from: a, to: b, reason: 'renumbered' },
            { from: b, to: c, reason: 'replaced' },
          ],
        ],
      );
    }
    const circles = await take(
      `${head}C,,,,,A,,,\nC,,,,,C,,,\nC,Geely,Emgrand,2014,c,,C,,\nC,,,,,nothing,,,\nA,Geely,Emgrand,2014,a,,,,1\n`,
    );
    assert.deepEqual(circles.faults, [
      '1:mergedInto:redirect-loop',
      '2:mergedInto:redirect-loop',
      '3:replaces:redirect-loop',
      '4:mergedInto:vehicle-unknown',
      '5:vehicleId:vehicle-merged',
    ]);
    assert.deepEqual(
      ids(
        await directory.vehicles(
          'acme',
          (await directory.lookUp('acme', 'C')).vehicles[0]?.modelId ?? '',
          2014,
        ),
      ),
      [`${c}-2014`],
    );
  },
  'an external id doesn’t move by itself': async ({ take, directory }, assert) => {
    const head = 'id,make,model,year,name,ktype,takesOver,replaces\n';
    await take(`${head}A,Geely,Emgrand,2014,a,1,,\n`);
    const refused = await take(`${head}B,Geely,Emgrand,2014,b,1,,\n`);
    assert.deepEqual(refused.faults, ['1:externalIds:external-id-moved']);
    await assert.rejects(() => directory.lookUp('acme', 'B'), /no vehicle/);
    const dropped = await take(`${head}A,Geely,Emgrand,2014,a,,,\n`);
    assert.equal(dropped.updated, 1);
    await assert.rejects(() => directory.lookUp('acme', 'ktype.pc:1'), /no vehicle/);
    assert.deepEqual((await take(`${head}B,Geely,Emgrand,2014,b,1,,\n`)).faults, [
      '1:externalIds:external-id-moved',
    ]);
    assert.equal((await take(`${head}B,Geely,Emgrand,2014,b,1,ktype.pc:1,\n`)).created, 1);
    assert.equal((await directory.lookUp('acme', 'ktype.pc:1')).vehicles[0]?.name, 'b');
    assert.equal((await take(`${head}C,Geely,Emgrand,2014,c,1,,B\n`)).created, 1);
    assert.equal((await directory.lookUp('acme', 'ktype.pc:1')).vehicles[0]?.name, 'c');
    const both = await take(`${head},Geely,Emgrand,2014,d,7,,\n,Geely,Emgrand,2014,d,7;8,,\n`);
    assert.deepEqual(both.faults, []);
    assert.equal((await directory.lookUp('acme', 'ktype.pc:8')).vehicles[0]?.name, 'd');
    const twice = await take(`${head}E,Geely,Emgrand,2014,e,,,\nE,Geely,Emgrand,2014,f,,,\n`);
    assert.deepEqual(twice.faults, ['2::duplicate-vehicle']);
  },
  'a full submission retires what it doesn’t name, unless rows were refused': async (imports, assert) => {
    const { take, directory, reader } = imports;
    const head = 'id,make,model,year,name\n';
    const [a, b] = ['A,Geely,Emgrand,2014,a\n', 'B,Geely,Boyue,2019,b\n'];
    await take(head + a + b, { submission: 'full' });
    const withheld = await take(`${head}${a}X,Geely,,2014,x\n`, { submission: 'full' });
    assert.deepEqual([withheld.deleted, withheld.faults], [0, ['2:model:required']]);
    assert.equal((await directory.vehicle('acme', 'B')).vehicle.retired, false);
    const full = await take(head + a, { submission: 'full' });
    assert.deepEqual([full.unchanged, full.deleted], [1, 1]);
    const { vehicle } = await directory.vehicle('acme', 'B');
    assert.deepEqual([vehicle.retired, vehicle.retiredReason], [true, 'not in the full submission']);
    const [geely] = (await directory.makes('acme')).filter(({ own }) => own);
    const models = await directory.models('acme', geely?.makeId ?? '');
    assert.deepEqual(
      models.map(({ name }) => name),
      ['Emgrand'],
    );
    const releases = await reader.releases('acme', 100, 10);
    assert.deepEqual(
      releases.map(({ retired, added, removed, sequence }) => [sequence, retired, added, removed]),
      [
        [3, 'what-is-gone', 0, 1],
        [2, 'withheld', 0, 0],
        [1, 'what-is-gone', 2, 0],
      ],
    );
    const back = await take(head + b);
    assert.equal(back.created, 1);
    assert.equal((await directory.vehicle('acme', 'B')).vehicle.retired, false);
    const then = await directory.vehicle('acme', 'B', { release: 3 });
    assert.equal(then.vehicle.retired, true);
  },
  'answers as of every release as it was then': async ({ take, directory, reader }, assert) => {
    // Deterministic, and of every kind of change.
    let state = 42;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const now = new Map<string, string>();
    const oracle: Map<string, string>[] = [];
    for (let release = 1; release <= 8; release += 1) {
      const full = release % 4 === 0;
      const rows = new Map<string, string>();
      for (let at = 0; at < 12; at += 1) {
        const id = `V${random(20)}`;
        if (rows.has(id)) continue;
        const gone = !full && random(4) === 0;
        const name = `n${random(5)}`;
        rows.set(id, `${id},Geely,M${id.length},2014,${name},${gone ? 'delete' : 'set'}\n`);
        if (gone) now.delete(id);
        else now.set(id, name);
      }
      if (full) for (const id of [...now.keys()]) if (!rows.has(id)) now.delete(id);
      const head = 'id,make,model,year,name,action\n';
      // A row that takes out what isn't there changes nothing and is no fault.
      const done = await take(head + [...rows.values()].join(''), {
        submission: full ? 'full' : 'update',
        batchRows: 5,
      });
      const unknown = done.faults.filter((fault) => !fault.endsWith('vehicle-unknown'));
      assert.deepEqual(unknown, []);
      oracle.push(new Map(now));
    }
    for (const [at, expected] of oracle.entries()) {
      const seen = new Map<string, string>();
      for (let v = 0; v < 20; v += 1) {
        const found = await directory.vehicle('acme', `V${v}`, { release: at + 1 }).catch(() => undefined);
        if (found !== undefined && !found.vehicle.retired) seen.set(`V${v}`, found.vehicle.name);
      }
      assert.deepEqual([...seen].sort(), [...expected].sort());
    }
    const release = await reader.releaseAt('acme', new Date(0));
    assert.equal(release, undefined);
    await assert.rejects(() => directory.vehicle('acme', 'V1', { release: 0 }), /no vehicle/);
  },
  'a batch that comes again counts alike and changes nothing twice': async (
    { take, directory, reader },
    assert,
  ) => {
    const once = await take(GEELY, { times: 3, batchRows: 1, submission: 'full' });
    assert.deepEqual([once.created, once.faults], [2, ['3:ktypePc:malformed']]);
    const [release] = await reader.releases('acme', 100, 10);
    assert.deepEqual([release?.added, release?.changed, release?.retired], [2, 0, 'withheld']);
    const merge = 'id,mergedInto\nG1,G2\n';
    assert.equal((await take(merge, { times: 2 })).deleted, 1);
    assert.equal((await directory.vehicle('acme', 'G1')).redirects.length, 1);
  },
  'base vehicles of VCdb are attached to the platform’s; others are kept, and listed as unresolved': async (
    { take, directory, reader },
    assert,
  ) => {
    const head = 'level,make,model,modelYear,externalIds\n';
    const rows = [
      'make,Honda,,,vcdb.make:9001',
      'base-vehicle,Honda,Accord,2005,vcdb.baseVehicle:700001',
      'base-vehicle,Honda,Accord,2031,vcdb.baseVehicle:700002',
      'base-vehicle,Zephyr,Nowhere,1999,vcdb.baseVehicle:700003',
    ];
    const done = await take(`${head}${rows.join('\n')}\n`);
    assert.deepEqual([done.created, done.faults], [4, []]);
    const known = await directory.lookUp('acme', 'vcdb.baseVehicle:700001');
    assert.deepEqual([known.id, known.vehicles.length], ['bv1861-2005', 2]);
    assert.equal((await directory.lookUp('acme', 'vcdb.make:9001')).id, 'mk474');
    const unresolved = await directory.unresolved('acme', '', 10);
    assert.deepEqual(
      unresolved.map(({ make, model, year }) => [make, model, year]),
      [
        ['Honda', 'Accord', 2031],
        ['Zephyr', 'Nowhere', 1999],
      ],
    );
    const [release] = await reader.releases('acme', 10, 1);
    assert.equal(release?.unresolved, 2);
    const own = await directory.lookUp('acme', 'vcdb.baseVehicle:700003');
    assert.deepEqual([own.kind, own.vehicles.length], ['base-vehicle', 1]);
    assert.deepEqual(await directory.years('acme', own.vehicles[0]?.modelId ?? ''), [1999]);
  },
  'hostile rows are refused one by one': async ({ take }, assert) => {
    const rows = [
      ',,,,,',
      '!!!,x,2014,,,',
      'Geely,…,2014,,,',
      'Geely,x,2014,2013,,',
      'Geely,x,0,,,',
      'Geely,x,2014,,ktype:1,',
      'Geely,x,2014,,tenant.x:\u0001,',
      `Geely,x,2014,,${'9'.repeat(200)},`,
      'Geely,x,2014,,,elefant',
      'Geely,x,2014,,vcdb.model:1,',
    ];
    const done = await take(`make,model,yearFrom,yearTo,externalIds,level\n${rows.join('\n')}\n`);
    assert.deepEqual(done.faults.sort(), [
      '1:make:malformed',
      '2:model:malformed',
      '3:yearTo:out-of-range',
      '4:yearFrom:malformed',
      '5:externalIds:external-id-kind',
      '6:externalIds:control-character',
      '7:externalIds:too-long',
      '8:level:not-allowed',
      '9:externalIds:external-id-level',
    ]);
    assert.equal(done.created, 0);
  },
};

export async function holdsOver(open: OpenVehicles, holds: Holds, assert: Assert): Promise<void> {
  await using store = await open();
  await holds(vehicleImports(store), assert);
}
