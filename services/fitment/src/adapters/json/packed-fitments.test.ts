import { expect, it } from 'vitest';
import type { Fitment } from '../../domain/fitment.ts';
import { packFitments, unpackFitments } from './packed-fitments.ts';

it('unpacks what was packed', () => {
  const fitment = (source: string, qualifiers: string[]): Fitment => ({
    selector: {
      modelId: 'md1861',
      yearFrom: 2003,
      yearTo: 2007,
      displacementL: '2.4',
      cylinders: 4,
      fuel: 'Gasoline',
      body: '',
    },
    position: 'front-left',
    quantity: 2,
    qualifiers,
    note: '除运动版外 "x"',
    source,
    confidence: 0.9,
  });
  const fitments = [
    fitment('fitments_a#1', []),
    fitment('fitments_b#22', ['with turbo']),
    fitment('fitments_a#3', ['a', 'b']),
  ];
  expect(unpackFitments(packFitments(fitments))).toEqual(fitments);
  expect(unpackFitments(packFitments([]))).toEqual([]);
});
