import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fitment } from './fitment.ts';
import { dateSpan } from './production-date.ts';
import type { FitVehicle, KnownOfVehicle } from './vehicle-match.ts';
import { judge } from './verdict.ts';

const MODELS = ['md1', 'md2'];
const OPEN = { drive: '', transmission: '', engineModel: '', body: '' };

const months = fc.constantFrom('', '2004-12', '2005-03', '2005-09', '2006-06', '2007-12');
const fitments: fc.Arbitrary<Fitment> = fc
  .record({
    modelId: fc.constantFrom(...MODELS),
    yearFrom: fc.integer({ min: 2003, max: 2007 }),
    years: fc.integer({ min: 0, max: 3 }),
    displacementL: fc.constantFrom('', '2.4', '3'),
    cylinders: fc.constantFrom(0, 4, 6),
    fuel: fc.constantFrom('', 'Gasoline', '汽油', 'Diesel'),
    producedFrom: months,
    producedTo: months,
    qualifiers: fc.subarray(['turbo', 'sport']),
  })
  .map(({ modelId, yearFrom, years, qualifiers, ...conditions }) => ({
    selector: { modelId, yearFrom, yearTo: yearFrom + years, ...OPEN, ...conditions },
    ...{ position: '', quantity: 1, qualifiers, note: '', source: 'j#1', feed: '', release: '', record: '' },
    confidence: 1,
    partType: '',
    dataSet: '',
  }));
const vehicles: fc.Arbitrary<FitVehicle> = fc.record({
  vehicleId: fc.constant('v'),
  baseVehicleId: fc.constant('bv'),
  modelId: fc.constantFrom(...MODELS),
  year: fc.integer({ min: 2002, max: 2010 }),
  displacementL: fc.constantFrom('', '2.4', '3.0'),
  cylinders: fc.constantFrom(0, 4, 6),
  fuel: fc.constantFrom('', 'Gasoline', 'Diesel'),
  body: fc.constant(''),
});
const knowns: fc.Arbitrary<KnownOfVehicle> = fc
  .record({
    displacementL: fc.constantFrom('', '2.4', '3.0'),
    fuel: fc.constantFrom('', 'Gasoline', 'Diesel'),
    built: fc.constantFrom('', '2005-01', '2005-03-31', '2006-06', '2006-12-01'),
    turbo: fc.constantFrom(undefined, true, false),
  })
  .map(({ displacementL, fuel, built, turbo }) => ({
    attributes: { displacementL, fuel },
    built: dateSpan(built),
    qualifiers: new Map(turbo === undefined ? [] : [['turbo', turbo]]),
  }));

const DISPLACEMENTS = ['2.4', '3.0'];
const CYLINDERS = [4, 6];
const FUELS = ['Gasoline', 'Diesel'];
/** Every month in which anything here could have been built, by its last and its first day. */
const DAYS = Array.from(
  { length: 12 * 10 },
  (_, month) => 2001 * 10_000 + (Math.floor(month / 12) * 10_000 + ((month % 12) + 1) * 100),
).flatMap((start) => [start + 2, start + 15, start + 28]);

interface Car {
  modelId: string;
  year: number;
  displacementL: string;
  cylinders: number;
  fuel: string;
  built: number;
  meets: string[];
}

/** Every car that the rows and what is known of it leave possible. */
function* possible(vehicle: FitVehicle, { attributes, built, qualifiers }: KnownOfVehicle): Iterable<Car> {
  const either = <T>(own: T, nothing: T, known: T | undefined, all: readonly T[]) =>
    own !== nothing ? [own] : known !== undefined && known !== nothing ? [known] : all;
  const days = DAYS.filter((day) =>
    built === undefined
      ? day >= (vehicle.year - 1) * 10_000 + 102 && day <= vehicle.year * 10_000 + 1231
      : day >= built.first && day <= built.last,
  );
  const told = built !== undefined && days.length === 0 ? [built.first] : days;
  const turbo = qualifiers.get('turbo');
  for (const displacementL of either(vehicle.displacementL, '', attributes.displacementL, DISPLACEMENTS))
    for (const cylinders of either(vehicle.cylinders, 0, undefined, CYLINDERS))
      for (const fuel of either(vehicle.fuel, '', attributes.fuel, FUELS))
        for (const day of told)
          for (const meets of [[], ['turbo'], ['sport'], ['turbo', 'sport']]) {
            if (turbo !== undefined && meets.includes('turbo') !== turbo) continue;
            yield {
              modelId: vehicle.modelId,
              year: vehicle.year,
              displacementL,
              cylinders,
              fuel,
              built: day,
              meets,
            };
          }
}

function fitsCar({ selector, qualifiers }: Fitment, car: Car): boolean {
  const fuel = selector.fuel === '汽油' ? 'Gasoline' : selector.fuel;
  return (
    selector.modelId === car.modelId &&
    selector.yearFrom <= car.year &&
    car.year <= selector.yearTo &&
    (selector.displacementL === '' || Number(selector.displacementL) === Number(car.displacementL)) &&
    (selector.cylinders === 0 || selector.cylinders === car.cylinders) &&
    (fuel === '' || fuel === car.fuel) &&
    (selector.producedFrom === '' || car.built >= Number(`${selector.producedFrom.replace('-', '')}01`)) &&
    (selector.producedTo === '' || car.built <= Number(`${selector.producedTo.replace('-', '')}31`)) &&
    qualifiers.every((qualifier) => car.meets.includes(qualifier))
  );
}

/** Tries every car that it could be: slow, and plain to see. */
function oracle(part: readonly Fitment[], candidates: readonly FitVehicle[], known: KnownOfVehicle) {
  let [some, all] = [false, true];
  for (const vehicle of candidates)
    for (const car of possible(vehicle, known)) {
      const fits = part.some((fitment) => fitsCar(fitment, car));
      some ||= fits;
      all &&= fits;
    }
  return { some, all };
}

it('says fits and does not fit only where that holds of every car that it may be', () => {
  let decided = 0;
  fc.assert(
    fc.property(
      fc.array(fitments, { minLength: 1, maxLength: 4 }),
      fc.array(vehicles, { minLength: 1, maxLength: 3 }),
      knowns,
      (part, candidates, known) => {
        const { kind, proof, undecided, whyNot } = judge(part, candidates, known);
        const { some, all } = oracle(part, candidates, known);
        if (kind === 'fits') expect(all).toBe(true);
        // Nothing that fits is denied, and nothing is left open that no car could be.
        expect(kind === 'does-not-fit').toBe(!some);
        expect(proof.length > 0).toBe(some);
        if (kind !== 'cannot-tell') expect(undecided).toEqual([]);
        expect(whyNot !== undefined).toBe(kind === 'does-not-fit');
        if (kind !== 'cannot-tell') decided += 1;
        // With one application, what holds of every car is seen.
        if (part.length === 1 && all) expect(kind).toBe('fits');
      },
    ),
    { numRuns: 3_000 },
  );
  expect(decided).toBeGreaterThan(500);
});
