import { expect, test } from 'vitest';
import { changeFilter } from './change-filter.ts';
import { expectedCheckDigit } from './check-digit.ts';
import { cachedVinTable } from './compile/index.ts';
import { nearKeys, placeCodes, traceNear, tracePatterns } from './pattern-trace.ts';
import { lookAlikes, substitutions, swaps } from './repair-proposals.ts';
import { patternVins } from './testing/pattern-vins.ts';
import { randomOf } from './testing/random.ts';
import { impossiblePositions, needsCheckDigit } from './vin-evidence.ts';
import { loadVinTable } from './vin-table.ts';
import { findWmi, wmiOf } from './wmi-number.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

test('what is traced near a VIN is what is traced of each by itself', { timeout: 180_000 }, async () => {
  const table = loadVinTable(await cachedVinTable());
  const random = randomOf(7);
  for (const vin of patternVins(table, { count: 300, seed: 7, now: NOW, region: /^[1-5]/ })) {
    const wmi = findWmi(table.sections.wmiCodes, wmiOf(vin));
    const year = 2000 + random(25);
    const near = nearKeys(table, wmi, placeCodes(vin), year);
    for (let round = 0; round < 20; round += 1) {
      const characters = [...vin];
      for (let slip = random(3); slip > 0; slip -= 1) characters[3 + random(14)] = ALPHABET[random(36)] ?? '';
      const codes = placeCodes(characters.join(''));
      expect(traceNear(table, near, codes)).toBe(tracePatterns(table, wmi, codes, year));
    }
  }
});

test('a change passes exactly where the VIN that it gives could be one', () => {
  const random = randomOf(8);
  const all = { one: () => true, two: () => true, isSound: () => false };
  for (let round = 0; round < 400; round += 1) {
    const characters = Array.from('1HGCM82633A004352', (character, index) =>
      random(9) === 0 ? (ALPHABET[random(36)] ?? '') : index > 11 ? String(random(10)) : character,
    );
    characters[0] = '1LWH'[random(4)] ?? '1';
    const vin = characters.join('');
    const needed = needsCheckDigit(vin);
    const impossible = impossiblePositions(vin, { checkDigitNeeded: needed });
    const filter = changeFilter(vin, impossible, needed);
    const sound = (of: string): boolean => {
      const checkDigitNeeded = needsCheckDigit(of);
      if (impossiblePositions(of, { checkDigitNeeded }).length > 0) return false;
      return !checkDigitNeeded || expectedCheckDigit(of) === of[8];
    };
    for (const proposals of [lookAlikes, swaps, substitutions]) {
      const passed = new Map(proposals(vin, filter).map((proposal) => [proposal.vin, proposal.sound]));
      for (const { vin: meant } of proposals(vin, all)) {
        if (sound(meant)) expect(passed.has(meant), `${vin} to ${meant}`).toBe(true);
        else expect(passed.get(meant) ?? false, `${vin} to ${meant}`).toBe(false);
      }
    }
  }
});
