import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { FITMENT_MIGRATIONS } from '../adapters/sqlite/fitment-migrations.ts';
import { sqliteVehicleReader, sqliteVehicleWriter } from '../adapters/sqlite/sqlite-vehicles.ts';
import { smallPlatform } from '../domain/platform-table.fixture.ts';
import { mergedVehicleCatalogue } from './merged-vehicle-catalogue.ts';
import { vehicleImports } from './vehicle-imports.fixture.ts';

function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-merged-'));
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  const imports = vehicleImports({ reader: sqliteVehicleReader(db), writer: sqliteVehicleWriter(db) });
  let [platform, year] = [imports.platform, 2026];
  const catalogue = mergedVehicleCatalogue({
    platform: () => platform,
    reader: imports.reader,
    thisYear: () => year,
  });
  return {
    ...imports,
    catalogue,
    /** Another table of the platform's, another year. */
    become(next: { platform?: typeof platform; year?: number }) {
      platform = next.platform ?? platform;
      year = next.year ?? year;
    },
    [Symbol.dispose]() {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const GEELY = { names: [{ make: '吉利', model: '帝豪' }] };
const OTHER = { names: [{ make: '吉利', model: '博越' }] };

test('a view serves those after it, and shows what was loaded since it was asked before', async () => {
  using bench = opened();
  const { take, catalogue } = bench;
  const idOf = (view: Awaited<ReturnType<typeof catalogue.view>>, model: string) =>
    view.findModel(view.findMake('吉利')?.makeId ?? '', model)?.modelId ?? '';
  await take('厂牌,车系,车型,生产年份\n吉利,帝豪,1.5L,2014-2016\n吉利,博越,1.8T,2024-\n');
  const first = await catalogue.view('acme', GEELY);
  const emgrand = idOf(first, '帝豪');
  expect(first.years(emgrand)).toEqual([2014, 2015, 2016]);
  // What nobody has asked to be loaded isn't there, and isn't remembered as not being there.
  const boyue = idOf(await catalogue.view('acme', { names: [] }), '博越') || 'none';
  expect(first.years(boyue)).toEqual([]);
  const second = await catalogue.view('acme', OTHER);
  expect(second).toBe(first);
  expect(first.years(idOf(second, '博越'))).toEqual([2024, 2025, 2026]);
  expect(first.vehicles(emgrand, 2015).map(({ year }) => year)).toEqual([2015]);

  bench.become({ year: 2027 });
  const later = await catalogue.view('acme', OTHER);
  expect(later.years(idOf(later, '博越'))).toEqual([2024, 2025, 2026, 2027]);
  await take('厂牌,车系,车型,生产年份\n吉利,帝豪,1.5L 改款,2018-2019\n');
  const changed = await catalogue.view('acme', GEELY);
  expect(changed.years(emgrand)).toEqual([2014, 2015, 2016, 2018, 2019]);
  bench.become({ platform: smallPlatform() });
  expect(await catalogue.view('acme', GEELY)).not.toBe(changed);
  expect((await catalogue.view('rival', GEELY)).years(emgrand)).toEqual([]);
});
