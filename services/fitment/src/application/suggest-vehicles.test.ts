import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { smallPlatform } from '../domain/platform-table.fixture.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import { vehicleSuggestions } from './suggest-vehicles.ts';

const platform = smallPlatform();
/** A tenant without vehicles of its own. */
const reader = { revision: async () => 0 } as unknown as VehicleReader;
const suggest = vehicleSuggestions({ platform: () => platform, reader });

/** Of any code units: halves of pairs and controls, too. */
function anyText(maxLength: number) {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength });
  return units.map((codes) => String.fromCharCode(...codes));
}

async function shown(query: string): Promise<string[]> {
  const found = await suggest('acme', query, 10);
  return found.map(({ kind, make, model, year }) => [kind, make, model, year || ''].join(' ').trim());
}

test.each<[string, string[]]>([
  ['h', ['make Honda']],
  ['HOND', ['make Honda']],
  ['本', ['make Honda']],
  ['ｈｏｎｄａ', ['make Honda']],
  ['acc', ['model Honda Accord']],
  ['honda c', ['model Honda Civic']],
  ['本田 civ', ['model Honda Civic']],
  ['本田civ', ['model Honda Civic']],
  ['civic honda', ['model Honda Civic']],
  ['accord 2005', ['model Honda Accord 2005']],
  ['accord 1999', []],
  ['2005', []],
  ['onda', []],
  ['大众本田', []],
  ['', []],
  ['  -/ ', []],
])('%j', async (query, expected) => {
  expect(await shown(query)).toEqual(expected);
});

it('gives a whole name before a beginning', async () => {
  expect((await shown('honda'))[0]).toBe('make Honda');
  expect(await suggest('acme', 'honda', 0)).toHaveLength(1);
});

it('bears anything that is typed', async () => {
  await fc.assert(
    fc.asyncProperty(anyText(300), async (query) => {
      expect((await suggest('acme', query, 5)).length).toBeLessThanOrEqual(5);
    }),
  );
});
