import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXTERNAL_ID_KINDS, externalIdText, parseExternalId } from './vehicle-external-id.ts';

const text = (given: string) => {
  const read = parseExternalId(given);
  return typeof read === 'string' ? read : externalIdText(read);
};

test.each([
  ['ktype.pc:15657', 'ktype.pc:15657'],
  ['KTYPE.PC: 0015657 ', 'ktype.pc:15657'],
  ['vcdb.basevehicle:2771', 'vcdb.baseVehicle:2771'],
  ['tenant.liyang:LY/0012 A', 'tenant.liyang:LY/0012 A'],
  ['tenant.own:００１２', 'tenant.own:0012'],
  ['vpic.model:１８６１', 'vpic.model:1861'],
])('%s is %s', (given, read) => expect(text(given)).toBe(read));

test.each([
  ['15657', 'malformed'],
  [':15657', 'malformed'],
  ['ktype.pc:', 'malformed'],
  ['ktype.pc:0', 'malformed'],
  ['ktype.pc:1e5', 'malformed'],
  ['ktype.pc:-1', 'malformed'],
  ['ktype.pc:9999999999999', 'malformed'],
  ['ktype:15657', 'kind-unknown'],
  ['tenant.:1', 'kind-unknown'],
  ['tenant.a b:1', 'kind-unknown'],
  ['__proto__:1', 'kind-unknown'],
  ['tenant.own:a\u0000b', 'malformed'],
  ['tenant.own:\ud800', 'malformed'],
  [`tenant.own:${'x'.repeat(101)}`, 'malformed'],
])('%j is %s', (given, fault) => expect(text(given)).toBe(fault));

test('the same number under two kinds never meets', () => {
  const kinds = fc.constantFrom(...EXTERNAL_ID_KINDS.keys(), 'tenant.own', 'tenant.x');
  fc.assert(
    fc.property(kinds, kinds, fc.integer({ min: 1, max: 999_999_999 }), (a, b, key) => {
      expect(text(`${a}:${key}`) === text(`${b}:${key}`)).toBe(a === b);
    }),
  );
});

test('what comes out is read as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (key) => {
      const once = text(`tenant.own:${key}`);
      if (once !== 'malformed') expect(text(once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});
