import { expect, it } from 'vitest';
import type { Fitment } from '../../domain/fitment.ts';
import { packFitments, unpackFitments, unpackFitmentsOf } from './packed-fitments.ts';
import { selectorPool } from './selector-pool.ts';

const selector = {
  modelId: 'md1861',
  yearFrom: 2003,
  yearTo: 2007,
  displacementL: '2.4',
  cylinders: 4,
  fuel: 'Gasoline',
  body: '',
  engineModel: '',
  drive: '',
  transmission: '',
  producedFrom: '',
  producedTo: '',
};
const plain: Fitment = {
  selector,
  position: 'front-left',
  quantity: 2,
  qualifiers: [],
  note: '除运动版外 "x"',
  source: 'fitments_a#1',
  feed: '',
  release: '',
  record: '',
  confidence: 0.9,
  partType: '',
  dataSet: '',
};
const bare: Fitment = {
  ...plain,
  selector: { ...selector, displacementL: '', cylinders: 0, fuel: '' },
  ...{ position: '', quantity: 1, note: '', confidence: 1 },
};

const extras = {
  ...{ labels: ['Gold', 'Avant [fr]'], subBrand: '', assets: ['diagram:D|order=3'], displayOrder: '03' },
  ...{ unchecked: true, reference: '' },
};

it('what has extras is in a format that older versions refuse, and nothing else is', () => {
  const fitments = [bare, { ...bare, extras }, { ...plain, partType: 'pcdb.partTerminology:1', extras }];
  const packed = packFitments(fitments);
  expect(packed).toMatch(/^\[4,3,/);
  expect(packFitments([bare, plain])).toMatch(/^\[3,2,/);
  expect(unpackFitments(packed)).toEqual(fitments);
  expect(unpackFitmentsOf(packed, new Set(['md1861']))).toEqual({ total: 3, fitments });
});

it('unpacks what was packed', () => {
  const fitments: Fitment[] = [
    plain,
    { ...plain, source: 'fitments_b#22', qualifiers: ['with turbo'] },
    { ...plain, source: 'fitments_a#3', qualifiers: ['a', 'b'], feed: '年册' },
    { ...bare, feed: '年册', release: '2026-10', record: '00123' },
    { ...bare, source: 'fitments_a#007', partType: 'pcdb.partTerminology:1896' },
    { ...bare, source: 'fitments_a#7', dataSet: 'second' },
    { ...bare, source: 'fitments_a#7', feed: '年册', dataSet: 'second' },
    { ...bare, source: 'by hand', confidence: 0 },
    { ...bare, selector: { ...bare.selector, producedFrom: '2005-03', transmission: '手动' } },
  ];
  expect(unpackFitments(packFitments(fitments))).toEqual(fitments);
  expect(unpackFitments(packFitments([]))).toEqual([]);
});

it('takes little room for what says little', () => {
  expect(packFitments([bare])).toBe('[3,1,[["fitments_a"]]]\n["md1861",2003,2007,0,1]');
});

it('reads what was written before there were part types', () => {
  expect(unpackFitments('[2,1,[["fitments_a"]]]\n["md1861",2003,2007,0,1]')).toEqual([bare]);
});

it('reads what was written before there were formats', () => {
  const first =
    '[["fitments_a"],[["md1861",2003,2007,"2.4",4,"Gasoline","","front-left",2,["with turbo"],"除运动版外 \\"x\\"",0.9,0,"1"]]]';
  expect(unpackFitments(first)).toEqual([{ ...plain, qualifiers: ['with turbo'] }]);
  expect(unpackFitments('[[],[]]')).toEqual([]);
});

it('refuses what a later version wrote', () => {
  expect(() => unpackFitments('[5,0,[]]')).toThrow('format 5');
});

it('reads those of some models without the others', () => {
  const of = (modelId: string, note = ''): Fitment => ({ ...bare, note, selector: { ...selector, modelId } });
  const tricky = of('md1', 'a line\n["md2",2003,2007,0,1]');
  const all = [of('md2'), tricky, of('md22'), of('md2', 'again'), of('"quoted"')];
  const body = packFitments(all);
  const read = (...ids: string[]) => unpackFitmentsOf(body, new Set(ids));
  expect(read('md2')).toEqual({ total: 5, fitments: [all[0], all[3]] });
  expect(read('"quoted"', 'md1')).toEqual({ total: 5, fitments: [all[4], tricky] });
  expect(read('md', '')).toEqual({ total: 5, fitments: [] });
  expect(unpackFitmentsOf(packFitments([]), new Set(['md1']))).toEqual({ total: 0, fitments: [] });
  const first =
    '[["j"],[["md1",2003,2007,"",0,"","","",1,[],"",1,0,"1"],["md2",2003,2007,"",0,"","","",1,[],"",1,0,"2"]]]';
  const [, second] = unpackFitments(first);
  expect(unpackFitmentsOf(first, new Set(['md2']))).toEqual({ total: 2, fitments: [second] });
});

it('gives selectors that are alike as one object, and no others', () => {
  const pool = selectorPool();
  const other = (change: Partial<Fitment['selector']>) => ({
    ...bare,
    selector: { ...bare.selector, ...change },
  });
  const fitments: Fitment[] = [
    ...[bare, plain, other({})],
    ...[other({ yearTo: 2008 }), other({ fuel: '4' }), other({ body: '4' }), other({ cylinders: 4 })],
    ...[other({ body: 'x|fuel="y"' }), other({ body: 'x', fuel: 'y' }), other({ fuel: 'y', body: 'x' })],
    other({ modelId: 'md1861|2003' }),
  ];
  const first = unpackFitments(packFitments(fitments), pool);
  const second = unpackFitments(packFitments(fitments), pool);
  expect(first).toEqual(fitments);
  expect(second.map(({ selector: each }, at) => each === first[at]?.selector)).toEqual(
    fitments.map(() => true),
  );
  expect(new Set(first.map(({ selector: each }) => each)).size).toBe(fitments.length - 2);
});
