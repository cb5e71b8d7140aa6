import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSection, encodeSection } from './section-codec.ts';

const numbers = fc
  .tuple(
    fc.constantFrom(
      0,
      1,
      3,
      15,
      255,
      256,
      1023,
      4095,
      65_535,
      65_536,
      2 ** 18,
      2 ** 20 - 1,
      2 ** 24,
      2 ** 32 - 1,
    ),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 70 }),
  )
  .map(([most, shares]) => Uint32Array.from(shares, (share) => Math.floor(share * most)));

describe('a section', () => {
  test('comes out as it went in', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('planes', 'pooled'), (given, encoding) => {
        expect([...(decodeSection(encodeSection(given, encoding), encoding) ?? [])]).toEqual([...given]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that never falls comes out as it went in', () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const rising = given.toSorted();
        expect([...(decodeSection(encodeSection(rising, 'rising'), 'rising') ?? [])]).toEqual([...rising]);
      }),
      { numRuns: 1_000 },
    );
    expect(() => encodeSection(Uint8Array.of(2, 1), 'rising')).toThrow('1 follows 2');
  });

  test('of one byte a number is just that', () => {
    const given = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(encodeSection(given, 'bytes').bytes).toEqual(given);
    expect(decodeSection(encodeSection(given, 'bytes'), 'bytes')).toEqual(given);
  });

  test('takes no more bits than its greatest number', () => {
    expect(
      encodeSection(
        Uint32Array.from({ length: 800 }, () => 2 ** 17 - 1),
        'planes',
      ).bytes.length,
    ).toBe(1_700);
    expect(
      encodeSection(
        Uint8Array.from({ length: 800 }, () => 1),
        'planes',
      ).bytes.length,
    ).toBe(100);
  });

  test("whose size, count and bits don't belong together is none", () => {
    const good = encodeSection(Uint32Array.of(1, 70_000, 3), 'planes');
    for (const bad of [{ count: 4 }, { bits: 16 }, { bits: 7 }, { bits: 0 }, { bytes: good.bytes.slice(1) }])
      expect(decodeSection({ ...good, ...bad }, 'planes')).toBeNull();
    const pooled = encodeSection(Uint32Array.of(1, 70_000, 3), 'pooled');
    for (const bad of [{ count: 9 }, { bytes: new Uint8Array(3) }, { bytes: pooled.bytes.slice(2) }])
      expect(decodeSection({ ...pooled, ...bad }, 'pooled')).toBeNull();
  });
});
