import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareAttribute, VEHICLE_ATTRIBUTES } from './compare-attribute.ts';

it.each([
  ['displacementL', '2.4', '2.354', 'yes'],
  ['displacementL', '2', '2.0', 'yes'],
  ['displacementL', '2', '2.4', 'no'],
  ['displacementL', '1.57', '1.62', 'no'],
  ['displacementL', 'two', '2.0', 'unknown'],
  ['cylinders', '4', '4', 'yes'],
  ['cylinders', '4', '6', 'no'],
  ['fuel', '汽油', 'Gasoline', 'yes'],
  ['fuel', 'petrol', 'Diesel', 'no'],
  ['body', 'sedan/saloon', 'Sedan/Saloon', 'yes'],
  ['body', '跑车', 'Coupe', 'yes'],
  ['body', '三厢', 'Sedan/Saloon', 'yes'],
  ['body', '三厢', '轿车', 'yes'],
  ['body', 'Estate', 'Wagon', 'yes'],
  ['body', '三厢', 'Coupe', 'no'],
  ['body', 'MPV', 'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)', 'yes'],
  ['body', 'MPV', 'SUV', 'unknown'],
  ['engineModel', 'K24-A4', 'K24A4', 'yes'],
  ['engineModel', 'LFV', 'LFV - Direct Injection, Variable Valve Timing, GEN 1', 'yes'],
  ['engineModel', 'LGX', 'LFV - Direct Injection, Variable Valve Timing, GEN 1', 'no'],
  ['engineModel', 'K24A4/K24A8', 'K24A8', 'yes'],
  ['engineModel', 'K24A', 'K24A4', 'unknown'],
  ['engineModel', 'K24A4', 'J30A4', 'no'],
  ['engineModel', 'EW1', 'EW1 or EW4', 'unknown'],
  ['engineModel', 'EW7', 'EW1 or EW4', 'no'],
  ['engineModel', 'OM642', 'Detroit Series 60', 'unknown'],
  ['drive', '前驱', 'FWD/Front-Wheel Drive', 'yes'],
  ['drive', '前驱', 'RWD/Rear-Wheel Drive', 'no'],
  ['drive', '四驱', 'AWD/All-Wheel Drive', 'yes'],
  ['drive', 'AWD', '4WD/4-Wheel Drive/4x4', 'unknown'],
  ['drive', 'FWD', '4x2', 'unknown'],
  ['drive', 'AWD', '4x2', 'no'],
  ['drive', 'sDrive', 'RWD', 'unknown'],
  ['transmission', '手动', 'Manual/Standard', 'yes'],
  ['transmission', '手动', '自动', 'no'],
  ['transmission', '6AT', 'Automatic', 'unknown'],
  ['transmission', 'Automatic', '6AT', 'yes'],
  ['transmission', '5MT', '6MT', 'no'],
  ['transmission', '自动', 'Continuously Variable Transmission (CVT)', 'unknown'],
  ['transmission', '双离合', '7速双离合', 'yes'],
  ['transmission', '手自一体', '手动', 'no'],
] as const)('%s: %s against %s: %s', (name, wanted, given, answer) => {
  expect(compareAttribute(name, wanted, given)).toBe(answer);
});

it('answers any two texts, and a text against itself with yes', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(fc.constantFrom(...VEHICLE_ATTRIBUTES), text, text, (name, a, b) => {
      expect(compareAttribute(name, a, a)).toBe('yes');
      expect(['yes', 'no', 'unknown']).toContain(compareAttribute(name, a, b));
    }),
  );
});

it('takes no time for hostile texts', () => {
  for (const text of ['/ '.repeat(5_000), ' or '.repeat(5_000), '((((:,-'.repeat(2_000), 'a'.repeat(50_000)])
    for (const name of VEHICLE_ATTRIBUTES) compareAttribute(name, text, `${text}b`);
});
