import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CheckedVehicle } from './checked-app.ts';
import { distinctNames } from './distinct-names.ts';
import { partitionedSpill } from './partitioned-spill.ts';
import { seededHash } from './seeded-hash.ts';

const NO_NAMES = { make: '', model: '' };
const base = fc
  .nat(400)
  .map((id): CheckedVehicle => ({ kind: 'base-vehicle', key: `b${id}`, ...NO_NAMES, years: undefined }));
const model = fc
  .tuple(
    fc.constantFrom('Ford', 'For'),
    fc.constantFrom('d', ''),
    fc.integer({ min: 1990, max: 2020 }),
    fc.nat(9),
  )
  .map(
    ([make, name, from, length]): CheckedVehicle => ({
      ...{ kind: 'model', key: `${make} ${name}`, make, model: name, years: { from, to: from + length } },
    }),
  );
const equipment = fc.constant<CheckedVehicle>({
  ...{ kind: 'equipment', key: 'e1', ...NO_NAMES, years: { from: 2000, to: 2001 } },
});
const partType = fc.constantFrom('', 'b1', 'b2', 't1', 't2', 't3');

it('counts part types, and base vehicles by id or each model in each of its years, in memory or from the file', () => {
  const feed = fc.oneof(
    fc.array(fc.record({ partType, vehicle: fc.option(model, { nil: undefined }) }), { maxLength: 300 }),
    fc.array(fc.record({ partType, vehicle: fc.oneof(base, base, model, equipment) }), { maxLength: 900 }),
  );
  fc.assert(
    fc.property(feed, fc.constantFrom(0, 1_000_000), (apps, memory) => {
      using spill = partitionedSpill(memory, 4);
      const names = distinctNames(spill, seededHash());
      for (const app of apps) names.add(app);
      const ids = new Set<string>();
      const models = new Set<string>();
      for (const { vehicle } of apps) {
        if (vehicle?.kind === 'base-vehicle') ids.add(vehicle.key);
        if (vehicle?.kind !== 'model' || vehicle.years === undefined) continue;
        for (let year = vehicle.years.from; year <= vehicle.years.to; year += 1)
          models.add(JSON.stringify([vehicle.make, vehicle.model, year]));
      }
      const types = new Set(apps.map((app) => app.partType).filter((type) => type !== ''));
      expect(names.partTypes()).toBe(types.size);
      expect(names.baseVehicles()).toBe(ids.size > 0 ? ids.size : models.size);
    }),
    { numRuns: 100 },
  );
});

it('counts a model without years as one vehicle', () => {
  using spill = partitionedSpill(1_000_000, 4);
  const names = distinctNames(spill, seededHash());
  const vehicle = { kind: 'model', key: 'Ford Focus', make: 'Ford', model: 'Focus' } as const;
  names.add({ partType: '', vehicle: { ...vehicle, years: { from: 0, to: 0xff_ff } } });
  expect(names.baseVehicles()).toBe(1);
});
