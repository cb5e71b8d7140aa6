import { expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { openSharedVehicles, openSharedVinTable, shareVinTable } from './shared-vin-table.ts';
import { patternVins } from './testing/pattern-vins.ts';
import { loadVinTable } from './vin-table.ts';

const NOW = new Date('2026-11-21T00:00:00Z');

test('a table that is shared says what the table says', { timeout: 180_000 }, async () => {
  const table = loadVinTable(await cachedVinTable());
  const posted = structuredClone(shareVinTable(table));
  const shared = openSharedVinTable(posted);
  for (const vin of patternVins(table, { count: 300, seed: 5, now: NOW, region: /./ })) {
    for (const text of [vin, `${vin.slice(0, 16)}O`, vin.slice(0, 11)])
      expect(decodeVin(shared, text, { now: NOW })).toEqual(decodeVin(table, text, { now: NOW }));
  }
  expect(shared.provenance).toEqual(table.provenance);
});

test('vehicles alone are a part of it, and are not taken for the whole', { timeout: 180_000 }, async () => {
  const table = loadVinTable(await cachedVinTable());
  const shared = shareVinTable(table, 'vehicles');
  expect(shared.bytes.byteLength).toBeLessThan(shareVinTable(table).bytes.byteLength / 2);
  const { vehicles, provenance } = openSharedVehicles(shared);
  expect(provenance).toEqual(table.provenance);
  expect(vehicles.makes()).toEqual(table.vehicles.makes());
  for (const { modelId, yearTo } of [...table.vehicles.allModels()].filter((_, at) => at % 97 === 0)) {
    expect(vehicles.vehicles(modelId, yearTo)).toEqual(table.vehicles.vehicles(modelId, yearTo));
    expect(vehicles.years(modelId)).toEqual(table.vehicles.years(modelId));
  }
  expect(() => openSharedVinTable(shared)).toThrow('vehicles alone');
});
