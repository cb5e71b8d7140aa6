import { createHash } from 'node:crypto';
import { foldPartNumber, generalKey } from '@qipei/part-number';
import { partType, positions } from '@qipei/part-type';
import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_BRANDS } from './brands.ts';
import { type DemoCatalogue, generateDemo } from './generate-demo.ts';
import { COVERED_FROM, type DemoVehicleSource, isLightVehicle } from './generations.ts';
import { type FitmentRow, PART_COLUMNS } from './rows.ts';
import { sampleVehicles } from './sample-vehicles.ts';
import { DEMO_WAREHOUSES } from './trade-rows.ts';
import { toCsv, toNdjson } from './write-rows.ts';

const TABLE_TIMEOUT = 120_000;
const partKey = (row: { brand: string; partNumber: string }): string => `${row.brand}\t${row.partNumber}`;

function hashOf(catalogue: DemoCatalogue): string {
  const hash = createHash('sha256');
  for (const rows of [catalogue.parts(), catalogue.fitments(), catalogue.offers(), catalogue.stock()]) {
    for (const chunk of toNdjson(rows)) hash.update(chunk);
  }
  return hash.digest('hex').slice(0, 16);
}

test('seed, scale and vehicles decide every character', () => {
  const hash = hashOf(generateDemo({ seed: 7, parts: 2_000, vehicles: sampleVehicles }));
  expect(hash).toBe('0c4fd0cd671fe179');
  expect(hashOf(generateDemo({ seed: 7, parts: 2_000, vehicles: sampleVehicles }))).toBe(hash);
  expect(hashOf(generateDemo({ seed: 8, parts: 2_000, vehicles: sampleVehicles }))).not.toBe(hash);
  expect(hashOf(generateDemo({ seed: 7, parts: 2_001, vehicles: sampleVehicles }))).not.toBe(hash);
});

test('refuses a scale that it cannot keep', () => {
  for (const parts of [0, -1, 1.5, 5_000_000])
    expect(() => generateDemo({ seed: 1, parts, vehicles: sampleVehicles })).toThrow(RangeError);
  const none: DemoVehicleSource = { allModels: () => [], years: () => [], vehicles: () => [] };
  expect(() => generateDemo({ seed: 1, parts: 10, vehicles: none })).toThrow(RangeError);
});

describe('a catalogue of 2,000 parts for the whole vehicle table', () => {
  let vehicles: DemoVehicleSource;
  let demo: DemoCatalogue;
  beforeAll(async () => {
    vehicles = loadVinTable(await cachedVinTable()).vehicles;
    demo = generateDemo({ seed: 20_260_101, parts: 2_000, vehicles });
  }, TABLE_TIMEOUT);

  test('has parts that are complete and all different', () => {
    const parts = [...demo.parts()];
    expect(parts).toHaveLength(2_000);
    expect(new Set(parts.map(({ brand, partNumber }) => `${brand}\t${generalKey(partNumber)}`)).size).toBe(
      2_000,
    );
    const gtins = parts.flatMap(({ gtin }) => gtin ?? []);
    expect(new Set(gtins).size).toBe(gtins.length);
    const known = new Set(parts.map(partKey));
    const places = new Set(positions().map(({ id }) => id));
    for (const part of parts) {
      expect(partType(part.partType)).toBeDefined();
      expect(DEMO_BRANDS.map(({ name }) => name)).toContain(part.brand);
      expect(part.nameZh).not.toBe('');
      expect(part.nameEn).not.toBe('');
      expect(part.description).not.toBe('');
      expect(part.packQuantity).toBeGreaterThan(0);
      expect(part.attributes.length).toBeGreaterThan(0);
      for (const { name, value } of part.attributes) expect(`${name}${value}`).not.toMatch(/[=;]/);
      for (const position of part.positions) expect(places).toContain(position);
      expect(part.oeNumbers.length).toBeGreaterThan(0);
      for (const entry of part.oeNumbers) {
        expect(entry).toMatch(/^[^:;]+:[^:;/]+$/);
        expect(
          foldPartNumber(entry.slice(entry.indexOf(':') + 1), entry.slice(0, entry.indexOf(':'))),
        ).not.toBeNull();
      }
      for (const entry of part.crossReferences) expect(known).toContain(entry.replace(':', '\t'));
      if (part.supersededBy !== undefined) {
        const [number = '', brand = part.brand] = part.supersededBy.split(':').reverse();
        expect(known).toContain(`${brand}\t${number}`);
        expect(number).not.toBe(part.partNumber);
      }
      if (part.gtin !== undefined) {
        expect(part.gtin).toMatch(/^\d{13}$/);
        expect(
          [...part.gtin].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10,
        ).toBe(0);
      }
    }
    const superseded = parts.filter(({ supersededBy }) => supersededBy !== undefined).length;
    expect(superseded / 2_000).toBeGreaterThan(0.015);
    expect(superseded / 2_000).toBeLessThan(0.05);
    const byOe = Map.groupBy(parts, ({ partType: type, oeNumbers }) => `${type}\t${oeNumbers[0]}`);
    expect(
      [...byOe.values()].filter((same) => new Set(same.map(({ brand }) => brand)).size > 1).length,
    ).toBeGreaterThan(100);
  });

  test("writes the makers' numbers as the makers' rules read them", () => {
    const rules = new Map<string, Set<string>>();
    for (const { oeNumbers } of demo.parts()) {
      for (const entry of oeNumbers) {
        const [make = '', number = ''] = entry.split(':');
        const fold = foldPartNumber(number, make);
        expect(fold?.display, entry).toBe(number);
        rules.set(make, (rules.get(make) ?? new Set()).add(fold?.rule ?? ''));
      }
    }
    for (const make of [
      'Toyota',
      'Honda',
      'Nissan',
      'Hyundai',
      'Kia',
      'Mazda',
      'Chevrolet',
      'Ford',
      'Jeep',
      'Volkswagen',
      'Audi',
      'Mercedes-Benz',
      'BMW',
    ]) {
      expect([...(rules.get(make) ?? [])], make).not.toContain('general');
      expect(rules.get(make)?.size, make).toBe(1);
    }
  });

  test(
    'makes no condition that no vehicle meets',
    () => {
      const modelIds = new Map(
        [...vehicles.allModels()].map(({ modelId, make, name }) => [`${make}\t${name}`, modelId]),
      );
      const impossible: string[] = [];
      let conditions = 0;
      // More parts than 2,000, as most of those are on no condition.
      for (const row of generateDemo({ seed: 2, parts: 6_000, vehicles }).fitments()) {
        const { displacementL, cylinders, fuel, body } = row;
        if (
          displacementL === undefined &&
          cylinders === undefined &&
          fuel === undefined &&
          body === undefined
        )
          continue;
        conditions += 1;
        let met = false;
        for (let year = row.yearFrom; year <= row.yearTo && !met; year += 1) {
          for (const vehicle of vehicles.vehicles(modelIds.get(`${row.make}\t${row.model}`) ?? '', year)) {
            met ||=
              (displacementL ?? vehicle.displacementL) === vehicle.displacementL &&
              (cylinders ?? vehicle.cylinders) === vehicle.cylinders &&
              (fuel ?? vehicle.fuel) === vehicle.fuel &&
              (body ?? vehicle.body) === vehicle.body;
          }
        }
        if (!met) impossible.push(JSON.stringify(row));
      }
      expect(conditions).toBeGreaterThan(1_000);
      expect(impossible.slice(0, 5)).toEqual([]);
    },
    TABLE_TIMEOUT,
  );

  test('has 20 to 24 applications a part, one after the other, each of a model and years that exist', () => {
    const known = new Map<string, number[]>();
    for (const { modelId, make, name } of vehicles.allModels())
      known.set(`${make}\t${name}`, [...(known.get(`${make}\t${name}`) ?? []), ...vehicles.years(modelId)]);
    const rowsOf = new Map<string, Set<string>>();
    let previous = '';
    let count = 0;
    for (const row of demo.fitments()) {
      const key = partKey(row);
      if (key !== previous) expect(rowsOf.has(key), `${key} comes twice`).toBe(false);
      previous = key;
      count += 1;
      const seen = rowsOf.get(key) ?? new Set();
      rowsOf.set(key, seen);
      const text = JSON.stringify(row);
      expect(seen.has(text), `${text} comes twice`).toBe(false);
      seen.add(text);
      const years = known.get(`${row.make}\t${row.model}`);
      expect(years).toContain(row.yearFrom);
      expect(years).toContain(row.yearTo);
      expect(row.yearTo - row.yearFrom).toBeGreaterThanOrEqual(0);
      expect(row.yearTo - row.yearFrom).toBeLessThan(7);
      expect(row.quantity).toBeGreaterThan(0);
    }
    expect(rowsOf.size).toBe(2_000);
    expect(count / 2_000).toBeGreaterThanOrEqual(20);
    expect(count / 2_000).toBeLessThanOrEqual(24);
  });

  test(
    'fits every light vehicle since 2000 with ten part types on no condition, some of them in stock',
    () => {
      const types = new Map([...demo.parts()].map((part) => [partKey(part), part.partType]));
      const inStock = new Set([...demo.stock()].filter(({ quantity }) => quantity > 0).map(partKey));
      const byModel = new Map<string, FitmentRow[]>();
      for (const row of demo.fitments()) {
        if (
          row.displacementL !== undefined ||
          row.cylinders !== undefined ||
          row.fuel !== undefined ||
          row.body !== undefined ||
          row.qualifiers !== undefined
        )
          continue;
        const key = `${row.make}\t${row.model}`;
        byModel.set(key, byModel.get(key) ?? []);
        byModel.get(key)?.push(row);
      }
      const poor: string[] = [];
      let modelYears = 0;
      for (const { modelId, make, name } of vehicles.allModels()) {
        const rows = byModel.get(`${make}\t${name}`) ?? [];
        for (const year of vehicles.years(modelId)) {
          if (year < COVERED_FROM) continue;
          const here = [...vehicles.vehicles(modelId, year)];
          if (!here.some(isLightVehicle)) continue;
          modelYears += 1;
          const fitting = rows.filter((row) => row.yearFrom <= year && year <= row.yearTo);
          const found = new Set(fitting.map((row) => types.get(partKey(row))));
          const stocked = new Set(
            fitting.filter((row) => inStock.has(partKey(row))).map((row) => types.get(partKey(row))),
          );
          if (found.size < 10 || stocked.size < 3)
            poor.push(`${make} ${name} ${year}: ${found.size} types, ${stocked.size} in stock`);
          const electric = here.some(({ fuel }) => fuel === 'Electric');
          for (const type of found) {
            const { applies = [] } = (type === undefined ? undefined : partType(type)) ?? {};
            if (electric && !applies.includes('battery-electric'))
              poor.push(`${make} ${name} ${year}: ${type} on an electric car`);
          }
        }
      }
      expect(modelYears).toBeGreaterThan(10_000);
      expect(poor.slice(0, 10)).toEqual([]);
    },
    TABLE_TIMEOUT,
  );

  test('prices every part, with at most one break, and has four of five in stock', () => {
    const prices = Map.groupBy(demo.offers(), partKey);
    expect(prices.size).toBe(2_000);
    for (const offers of prices.values()) {
      expect(offers.length).toBeLessThanOrEqual(2);
      expect(offers[0]?.minQuantity).toBe(1);
      for (const { price, currency } of offers) {
        expect(price).toMatch(/^\d+\.\d{2}$/);
        expect(Number(price)).toBeGreaterThan(0);
        expect(currency).toBe('CNY');
      }
      if (offers[1] !== undefined) {
        expect(offers[1].minQuantity).toBeGreaterThan(1);
        expect(Number(offers[1].price)).toBeLessThanOrEqual(Number(offers[0]?.price));
      }
    }
    const stock = [...demo.stock()];
    expect(new Set(stock.map(({ warehouse }) => warehouse))).toEqual(new Set(DEMO_WAREHOUSES));
    const share = new Set(stock.filter(({ quantity }) => quantity > 0).map(partKey)).size / 2_000;
    expect(share).toBeGreaterThan(0.77);
    expect(share).toBeLessThan(0.83);
    expect(new Set(stock.map((row) => `${partKey(row)}\t${row.warehouse}`)).size).toBe(stock.length);
  });

  test(
    'keeps the same ratio of rows at larger scales, and makes them fast',
    () => {
      const large = generateDemo({ seed: 1, parts: 50_000, vehicles });
      const started = performance.now();
      let rows = 0;
      let withConditions = 0;
      for (const row of large.fitments()) {
        rows += 1;
        if (row.displacementL !== undefined) withConditions += 1;
      }
      const seconds = (performance.now() - started) / 1_000;
      expect(rows / 50_000).toBeGreaterThanOrEqual(20);
      expect(rows / 50_000).toBeLessThanOrEqual(24);
      expect(withConditions / rows).toBeGreaterThan(0.05);
      // A million rows; generous, for machines that are busy.
      expect(seconds).toBeLessThan(60);
    },
    TABLE_TIMEOUT,
  );
});

describe('the files', () => {
  const demo = generateDemo({ seed: 3, parts: 300, vehicles: sampleVehicles });

  test('are one JSON object a line in NDJSON', () => {
    const lines = [...toNdjson(demo.parts())].join('').trimEnd().split('\n');
    const parts = [...demo.parts()];
    expect(lines).toHaveLength(parts.length);
    const first = JSON.parse(lines[0] ?? '');
    expect(first.oeNumbers).toEqual(parts[0]?.oeNumbers);
    const { name = '', value = '', unit = '' } = parts[0]?.attributes[0] ?? {};
    expect(first.attributes[name]).toBe(`${value} ${unit}`.trim());
  });

  test('have a header and as many cells in each line in CSV', () => {
    const lines = [...toCsv(demo.stock(), ['brand', 'partNumber', 'warehouse', 'quantity'])]
      .join('')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe('brand,partNumber,warehouse,quantity');
    for (const line of lines) expect(line.split(',')).toHaveLength(4);
    expect([...toCsv(demo.parts(), PART_COLUMNS)].join('')).toContain('Toyota:');
    const quoted = [...toCsv([{ a: 'x,"y"', b: ['1', '2'] }], ['a', 'b'])].join('');
    expect(quoted).toBe('a,b\r\n"x,""y""",1;2\r\n');
  });

  test('come in chunks of about 64 KB', () => {
    const chunks = [...toNdjson(demo.fitments())];
    for (const chunk of chunks.slice(0, -1)) expect(chunk.length).toBeLessThan(70_000);
    expect(chunks.length).toBeGreaterThan(3);
  });
});
