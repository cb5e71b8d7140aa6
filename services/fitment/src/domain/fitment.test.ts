import { describe, expect, it } from 'vitest';
import { fitmentExpander, type VehicleRows } from './expand-fitments.ts';
import { type Fitment, fitmentId, type VehicleSelector } from './fitment.ts';
import { applyChanges } from './part-fitments.ts';
import type { FitVehicle } from './vehicle-match.ts';
import { judge } from './verdict.ts';

function fitment({
  position = '',
  quantity = 1,
  qualifiers = [],
  note = '',
  source = 'fitments_1#1',
  ...rest
}: Partial<Fitment & VehicleSelector> = {}): Fitment {
  const selector = {
    modelId: 'md1',
    yearFrom: 2005,
    yearTo: 2006,
    displacementL: '',
    cylinders: 0,
    fuel: '',
    body: '',
    engineModel: '',
    drive: '',
    transmission: '',
    producedFrom: '',
    producedTo: '',
    ...rest,
  };
  const told = { feed: '', release: '', record: '', confidence: 1, partType: '', dataSet: '' };
  return { selector, position, quantity, qualifiers, note, source, ...told };
}

function vehicle(year: number, displacementL: string, body = 'Sedan/Saloon'): FitVehicle {
  return {
    vehicleId: `v${year}-${displacementL}-${body}`,
    baseVehicleId: `bv1-${year}`,
    modelId: 'md1',
    year,
    displacementL,
    cylinders: 4,
    fuel: 'Gasoline',
    body,
  };
}

const rows = [
  vehicle(2004, '2.4'),
  vehicle(2005, '2.4'),
  vehicle(2005, '3.0'),
  vehicle(2006, '2.4'),
  vehicle(2006, ''),
];
const table: VehicleRows = {
  years: (modelId: string) => (modelId === 'md1' ? [...new Set(rows.map((row) => row.year))] : []),
  vehicles: (_modelId: string, year: number) => rows.filter((row) => row.year === year),
};

const expander = fitmentExpander(table);

describe('expanding', () => {
  it('takes whole model years where there is no condition', () => {
    expect(expander.expand([fitment()])).toEqual({
      modelYears: [{ modelId: 'md1', years: [2005, 2006] }],
      vehicleIds: [],
    });
  });

  it('takes single vehicles on a condition, those of unknown value too', () => {
    expect(expander.expand([fitment({ displacementL: '2.4' })])).toEqual({
      modelYears: [{ modelId: 'md1', years: [2006] }],
      vehicleIds: ['v2005-2.4-Sedan/Saloon'],
    });
  });

  it('names no vehicle twice', () => {
    const both = expander.expand([fitment({ displacementL: '2.4' }), fitment({ yearTo: 2005 }), fitment()]);
    expect(both).toEqual({ modelYears: [{ modelId: 'md1', years: [2006, 2005] }], vehicleIds: [] });
  });

  it('knows what reaches no vehicle', () => {
    expect(expander.reachesVehicle(fitment({ yearFrom: 1990, yearTo: 1991 }).selector)).toBe(false);
    expect(expander.reachesVehicle(fitment({ displacementL: '9.9', yearTo: 2005 }).selector)).toBe(false);
    expect(expander.reachesVehicle(fitment({ displacementL: '3.0' }).selector)).toBe(true);
  });
});

describe('the verdict', () => {
  it.each([
    ['fits', [fitment()], [vehicle(2005, '2.4'), vehicle(2005, '3.0')], []],
    ['does-not-fit', [fitment()], [vehicle(2004, '2.4')], []],
    ['does-not-fit', [fitment({ displacementL: '3.0' })], [vehicle(2005, '2.4')], []],
    [
      'cannot-tell',
      [fitment({ displacementL: '3.0' })],
      [vehicle(2005, '2.4'), vehicle(2005, '3.0')],
      ['displacementL: 3.0'],
    ],
    ['cannot-tell', [fitment({ displacementL: '3.0' })], [vehicle(2006, '')], ['displacementL: 3.0']],
    ['cannot-tell', [fitment({ qualifiers: ['with turbo'] })], [vehicle(2005, '2.4')], ['with turbo']],
    [
      'fits',
      [fitment({ qualifiers: ['with turbo'] }), fitment({ displacementL: '2.40' })],
      [vehicle(2005, '2.4')],
      [],
    ],
    [
      'fits',
      [fitment({ displacementL: '2.4' }), fitment({ displacementL: '3.0' })],
      [vehicle(2005, '2.4'), vehicle(2005, '3.0')],
      [],
    ],
  ] as const)('%s %#', (kind, fitments, candidates, undecided) => {
    const verdict = judge(fitments, candidates);
    expect(verdict.kind).toBe(kind);
    expect(verdict.undecided).toEqual(undecided);
    expect(verdict.proof.length > 0).toBe(kind !== 'does-not-fit');
  });
});

describe('changes', () => {
  it('count each row once, and the same rows again change nothing', () => {
    const changes = [
      fitment(),
      fitment({ yearTo: 2009 }),
      fitment({ quantity: 2, source: 'fitments_1#3' }),
    ].map((it) => ({ action: 'set' as const, fitment: it }));
    const first = applyChanges([], changes);
    expect(first.results).toEqual(['created', 'created', 'updated']);
    expect(first.fitments).toHaveLength(2);
    const again = applyChanges(first.fitments, changes.slice(1));
    expect(again.results).toEqual(['unchanged', 'unchanged']);
    expect(again.fitments).toBe(first.fitments);
    expect(again.standing).toEqual(first.fitments.toReversed().map(({ source }) => source));
  });

  it('delete what is named and nothing else', () => {
    const { fitments } = applyChanges([], [{ action: 'set', fitment: fitment() }]);
    expect(
      applyChanges(fitments, [{ action: 'delete', fitment: fitment({ position: 'front' }) }]).results,
    ).toEqual(['unchanged']);
    expect(applyChanges(fitments, [{ action: 'delete', fitment: fitment({ source: 'other#9' }) }])).toEqual({
      ...{ fitments: [], results: ['deleted'], standing: [] },
    });
  });

  it('keep the id of an application over imports', () => {
    expect(fitmentId('part_1', fitment())).toBe(
      fitmentId('part_1', fitment({ source: 'x#2', quantity: 9, note: 'n' })),
    );
    expect(fitmentId('part_1', fitment())).not.toBe(fitmentId('part_2', fitment()));
  });
});
