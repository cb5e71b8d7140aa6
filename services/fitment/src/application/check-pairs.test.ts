import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import { expectedCheckDigit, loadVinTable, type VinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FITMENT_MIGRATIONS } from '../adapters/sqlite/fitment-migrations.ts';
import {
  sqlitePartFitmentsReader,
  sqlitePartFitmentsWriter,
} from '../adapters/sqlite/sqlite-part-fitments.ts';
import { tableVehicleSource } from '../adapters/vin/table-vehicle-source.ts';
import type { Fitment, VehicleSelector } from '../domain/fitment.ts';
import type { PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import type { VehicleSource } from '../domain/vehicle-source.ts';
import { checkPairs, type JudgedPair, type PairQuestion } from './check-pairs.ts';

/** A Chevrolet Equinox of 2005: the vehicle table has no engine of that year's, the VIN tells it. */
const EQUINOX = withCheckDigit('2CNDL13F056000001');
const ACCORD = '1HGCM82633A004352';
const ACCORD_ID = 'v1861-2003-wmq420';

function withCheckDigit(vin: string): string {
  return vin.slice(0, 8) + expectedCheckDigit(vin) + vin.slice(9);
}

let folder: string;
let table: VinTable;
let fitments: PartFitmentsReader;
let vehicles: VehicleSource;
let equinox: { modelId: string; vehicleId: string };

function fitment({
  qualifiers = [],
  position = '',
  quantity = 1,
  ...selector
}: Partial<Fitment & VehicleSelector>) {
  const nothing = { displacementL: '', cylinders: 0, fuel: '', body: '', engineModel: '', drive: '' };
  const rest = { transmission: '', producedFrom: '', producedTo: '' };
  const told = {
    note: '',
    source: 'fitments_a#1',
    feed: '',
    release: '',
    record: '',
    confidence: 1,
    partType: '',
    dataSet: '',
  };
  return {
    selector: { modelId: 'md1861', yearFrom: 2003, yearTo: 2007, ...nothing, ...rest, ...selector },
    ...{ position, quantity, qualifiers, ...told },
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-check-'));
  table = loadVinTable(await cachedVinTable());
  vehicles = tableVehicleSource(() => table);
  const found = (await vehicles.decoder('acme'))(EQUINOX);
  equinox = { modelId: found.modelId, vehicleId: found.candidates[0]?.vehicleId ?? '' };
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  fitments = sqlitePartFitmentsReader(db);
  const of = (partId: string, all: Fitment[], publisher = 'acme', isPublic = true) => ({
    ...{ partId, publisher, public: isPublic, partVersion: 1, version: 1, fitments: all },
  });
  await sqlitePartFitmentsWriter(db, systemClock).adopt([
    of('accord', [fitment({ position: 'front', quantity: 2 })]),
    of('later', [fitment({ yearFrom: 2006 })]),
    of('four', [fitment({ cylinders: 4 }), fitment({ cylinders: 4, body: 'Sedan/Saloon' })]),
    of('dated', [fitment({ producedFrom: '2003-05', producedTo: '2004-09' })]),
    of('turbo', [fitment({ qualifiers: ['with turbo'] })]),
    of('v6', [fitment({ modelId: equinox.modelId, displacementL: '3.4' })]),
    of('four-pot', [fitment({ modelId: equinox.modelId, displacementL: '2.2' })]),
    of('secret', [fitment({})], 'acme', false),
  ]);
  return () => void db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const NOTHING = { attributes: {}, qualifiers: new Map<string, boolean>() };

function pair(partId: string, of: Partial<PairQuestion> = {}): PairQuestion {
  return { partIds: [partId], vehicleId: ACCORD_ID, vin: '', productionDate: '', known: NOTHING, ...of };
}

async function check(pairs: PairQuestion[], tenant = 'globex') {
  const { answers, fitments: rows } = await checkPairs(tenant, pairs, { fitments, vehicles });
  return { answers, rows, kinds: answers.map((it) => ('error' in it ? it.error.code : it.verdict.kind)) };
}

it('answers each pair, in their order, with proof or the reason', async () => {
  const ids = ['turbo', 'accord', 'later', 'four', 'v6', 'nowhere', 'accord', 'dated'];
  const { answers, rows, kinds } = await check(ids.map((id) => pair(id)));
  expect(kinds).toEqual([
    'cannot-tell',
    'fits',
    'does-not-fit',
    'does-not-fit',
    'does-not-fit',
    'cannot-tell',
    'fits',
    'cannot-tell',
  ]);
  const judged = answers as JudgedPair[];
  const said = judged.map(({ verdict }) => verdict.whyNot?.message ?? verdict.undecided.join());
  expect(said).toEqual([
    'with turbo',
    '',
    'from 2006 on',
    '4 cylinders only',
    'other model',
    'no application of the part is known',
    '',
    'productionDate: 2003-05..2004-09',
  ]);
  expect(judged[1]?.proof).toEqual(judged[6]?.proof);
  expect(rows[judged[1]?.proof[0] ?? -1]).toMatchObject({ partId: 'accord', fitment: { quantity: 2 } });
  expect(rows).toHaveLength(5);
});

it('decides by the date of production', async () => {
  const dates = ['2003-05', '2004-09-30', '2003-04-30', '2004-10', '2003', '2026-02-30', 'soon'];
  const { kinds, answers } = await check(dates.map((productionDate) => pair('dated', { productionDate })));
  const invalid = Array(3).fill('date-invalid');
  expect(kinds).toEqual(['fits', 'fits', 'does-not-fit', 'does-not-fit', ...invalid]);
  expect((answers[2] as JudgedPair).verdict.whyNot?.message).toBe('built 2003-05..2004-09 only');
});

it('decides by what the caller knows where the row leaves it open, and by answers to qualifiers', async () => {
  const knowing = (attributes: object, qualifier?: boolean) => ({
    known: { attributes, qualifiers: new Map(qualifier === undefined ? [] : [['with turbo', qualifier]]) },
  });
  const { vehicleId } = equinox;
  const { kinds } = await check([
    pair('v6', { vehicleId }),
    pair('v6', { vehicleId, ...knowing({ displacementL: '3.4' }) }),
    pair('v6', { vehicleId, ...knowing({ displacementL: '2.2' }) }),
    pair('four', knowing({ cylinders: '4' })),
    pair('turbo', knowing({}, true)),
    pair('turbo', knowing({}, false)),
  ]);
  // The row of the Accord says six cylinders, whatever the caller believes.
  expect(kinds).toEqual(['cannot-tell', 'fits', 'does-not-fit', 'does-not-fit', 'fits', 'does-not-fit']);
});

it('decides by what a VIN tells where the vehicle table has no engine', async () => {
  const { vehicleId } = equinox;
  const ofVin = { vehicleId: '', vin: EQUINOX };
  const { kinds, answers } = await check([
    pair('v6', ofVin),
    pair('four-pot', ofVin),
    pair('v6', { vehicleId, vin: EQUINOX }),
    pair('four-pot', { vehicleId, vin: ` ${EQUINOX.toLowerCase()} ` }),
    pair('v6', { vehicleId, vin: ACCORD }),
  ]);
  expect(kinds).toEqual(['fits', 'does-not-fit', 'fits', 'does-not-fit', 'cannot-tell']);
  expect((answers[0] as JudgedPair).vehicleIds).toEqual([vehicleId]);
  expect((answers[4] as JudgedPair).notes).toEqual(['vin-of-other-vehicle']);
});

it('answers what is wrong with a pair for that pair alone', async () => {
  const wrong = EQUINOX.slice(0, 8) + (EQUINOX[8] === '1' ? '2' : '1') + EQUINOX.slice(9);
  const vin = (it: string) => ({ vehicleId: '', vin: it });
  const { kinds, answers } = await check([
    pair('v6', vin(wrong)),
    pair('v6', vin('ZZZZZZZZZZZZZZZZZ')),
    pair('v6', vin('2CNDL')),
    pair('v6', vin('X'.repeat(65))),
    pair('v6', vin('   ')),
    pair('v6', { vehicleId: 'v1861-2003-zzzzzz' }),
    pair('v6', { vehicleId: '../../etc/passwd' }),
    pair('v6', { partIds: [] }),
    pair('v6', { partIds: Array.from({ length: 21 }, (_, i) => `p${i}`) }),
    pair('accord'),
  ]);
  expect(kinds).toEqual([
    'fits',
    'vin-unknown',
    'vin-unknown',
    'vin-invalid',
    'vehicle-required',
    'vehicle-unknown',
    'vehicle-unknown',
    'part-required',
    'too-many-parts',
    'fits',
  ]);
  expect((answers[0] as JudgedPair).notes).toContain('check-digit-wrong');
});

it('takes several parts of one number as one', async () => {
  const of = (...partIds: string[]) => pair('', { partIds });
  const { kinds, answers, rows } = await check([
    of('later', 'accord'),
    of('later', 'four'),
    of('v6', 'turbo'),
  ]);
  expect(kinds).toEqual(['fits', 'does-not-fit', 'cannot-tell']);
  expect(rows[(answers[0] as JudgedPair).proof[0] ?? -1]?.partId).toBe('accord');
});

it('tells a tenant nothing of another’s private part', async () => {
  const ask = async (tenant: string, id: string) => (await check([pair(id)], tenant)).answers;
  expect(await ask('globex', 'secret')).toEqual(await ask('globex', 'nowhere'));
  expect((await check([pair('secret')], 'acme')).kinds).toEqual(['fits']);
});

it('takes 10,000 of the same, and refuses one more', async () => {
  const many = Array.from({ length: 10_000 }, () => pair('accord'));
  const { answers, rows } = await check(many);
  expect(answers).toHaveLength(10_000);
  expect(rows).toHaveLength(1);
  await expect(check([...many, pair('accord')])).rejects.toThrow('At most 10000 pairs');
  expect(await check([])).toMatchObject({ answers: [], rows: [] });
});

it('stops when nobody waits any more', async () => {
  const signal = AbortSignal.abort();
  await expect(checkPairs('acme', [pair('accord')], { fitments, vehicles, signal })).rejects.toThrow('abort');
});
