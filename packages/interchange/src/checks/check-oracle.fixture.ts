import fc from 'fast-check';
import type { CheckedApp } from './checked-app.ts';

/** What the engine counts, counted again by holding every record against every other. */
export function countSlowly(apps: readonly CheckedApp[]) {
  const counts = {
    duplicate: 0,
    overlap: 0,
    'comment-overlap': 0,
    'attribute-overlap': 0,
    'condition-overlap': 0,
    'quantity-differs': 0,
    'year-repeat': 0,
    'record-id-repeated': 0,
  };
  const involved = {
    overlap: new Set<number>(),
    'comment-overlap': new Set<number>(),
    'attribute-overlap': new Set<number>(),
    'condition-overlap': new Set<number>(),
  };
  const compared = apps.map((app, at) => ({ app, at })).filter(({ app }) => isCompared(app));
  const mark = (code: keyof typeof involved, one: number, other: number) => {
    counts[code] += 1;
    involved[code].add(one).add(other);
  };
  compared.forEach(({ app: one, at }, place) => {
    const before = compared.slice(0, place);
    // A record repeats what was there before it once, however often that is there.
    if (
      before.some(
        ({ app }) =>
          sameScope(one, app) && saysSame(one, app) && sameYears(one, app) && sameQuantity(one, app),
      )
    )
      counts.duplicate += 1;
    for (const { app: other, at: otherAt } of before) {
      if (!sameScope(one, other) || !yearsMeet(one, other)) continue;
      const otherPart = one.part.number !== other.part.number;
      if (!otherPart) {
        if (!saysSame(one, other)) continue;
        if (!sameYears(one, other)) counts['year-repeat'] += 1;
        else if (!sameQuantity(one, other)) counts['quantity-differs'] += 1;
        continue;
      }
      if (saysSame({ ...one, part: other.part }, other)) mark('overlap', at, otherAt);
      if (isPlain(one) !== isPlain(other)) mark('comment-overlap', at, otherAt);
      else if (sameSet(comments(one), comments(other))) {
        if (within(one, other) || within(other, one)) mark('attribute-overlap', at, otherAt);
      } else if (addsComment(one, other) || addsComment(other, one)) mark('condition-overlap', at, otherAt);
    }
  });
  counts['record-id-repeated'] = apps.length - new Set(apps.map(({ record }) => record)).size;
  return {
    counts,
    records: {
      overlap: involved.overlap.size,
      'comment-overlap': involved['comment-overlap'].size,
      'attribute-overlap': involved['attribute-overlap'].size,
      'condition-overlap': involved['condition-overlap'].size,
    },
  };
}

function isCompared({ action, vehicle, part }: CheckedApp): boolean {
  return action === 'add' && vehicle !== undefined && part.number !== '';
}

function sameScope(one: CheckedApp, other: CheckedApp): boolean {
  return (
    one.vehicle?.key === other.vehicle?.key &&
    one.partType === other.partType &&
    sameSet(one.positions, other.positions) &&
    words(one.mfrLabel) === words(other.mfrLabel) &&
    words(one.part.brand) === words(other.part.brand)
  );
}

function saysSame(one: CheckedApp, other: CheckedApp): boolean {
  return (
    one.part.number === other.part.number &&
    one.asset === other.asset &&
    sameSet(attributes(one), attributes(other)) &&
    sameSet(comments(one), comments(other))
  );
}

function sameQuantity(one: CheckedApp, other: CheckedApp): boolean {
  return (
    one.quantity === other.quantity ||
    (one.quantity !== '' && Number(one.quantity) === Number(other.quantity))
  );
}

function yearsOf({ vehicle }: CheckedApp) {
  return vehicle?.years ?? { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
}

function sameYears(one: CheckedApp, other: CheckedApp): boolean {
  return yearsOf(one).from === yearsOf(other).from && yearsOf(one).to === yearsOf(other).to;
}

function yearsMeet(one: CheckedApp, other: CheckedApp): boolean {
  return yearsOf(one).from <= yearsOf(other).to && yearsOf(other).from <= yearsOf(one).to;
}

function isPlain(app: CheckedApp): boolean {
  return attributes(app).size === 0 && comments(app).size === 0;
}

function attributes(app: CheckedApp): Set<string> {
  return new Set(app.attributes.map(({ name, value }) => `${name} ${value}`));
}

function comments({ notes, qualifiers }: CheckedApp): Set<string> {
  const all = notes.map(words).filter((note) => note !== '');
  for (const { id, params, text } of qualifiers)
    all.push(id === '' ? words(text) : words(JSON.stringify([id, params])));
  return new Set(all);
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(' ').toUpperCase();
}

function within(one: CheckedApp, other: CheckedApp): boolean {
  const [smaller, larger] = [attributes(one), attributes(other)];
  return smaller.size < larger.size && [...smaller].every((each) => larger.has(each));
}

/** `other` has every attribute of `one`, and qualifiers or notes where that has none. */
function addsComment(one: CheckedApp, other: CheckedApp): boolean {
  const larger = attributes(other);
  return (
    comments(one).size === 0 &&
    comments(other).size > 0 &&
    [...attributes(one)].every((each) => larger.has(each))
  );
}

function sameSet(one: Iterable<string>, other: Iterable<string>): boolean {
  const [some, others] = [new Set(one), new Set(other)];
  return some.size === others.size && [...some].every((each) => others.has(each));
}

const few = <T>(...values: T[]) => fc.constantFrom(...values);

/** Apps of so few words that most feeds of them have every fault, some of them several times in one group. */
export const collidingApp: fc.Arbitrary<CheckedApp> = fc.record({
  record: few('1', '2', '3', '4', '5', '6', '7', '8', '9', 'x'),
  line: fc.nat(50),
  action: fc.oneof(
    { weight: 20, arbitrary: fc.constant('add' as const) },
    { weight: 1, arbitrary: fc.constant('delete' as const) },
  ),
  vehicle: fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    {
      weight: 10,
      arbitrary: few('b1', 'b2').map((key) => ({
        ...{ kind: 'base-vehicle' as const, key, make: '', model: '', years: undefined },
      })),
    },
    {
      weight: 10,
      arbitrary: fc
        .tuple(few('m1', 'm2'), fc.integer({ min: 2000, max: 2006 }), fc.nat(4))
        .map(([key, from, length]) => ({
          ...{ kind: 'model' as const, key, make: key, model: '', years: { from, to: from + length } },
        })),
    },
  ),
  partType: few('t1', 't1', 't1', 't2'),
  positions: few([], [], ['p1'], ['p1', 'p2'], ['p2', 'p1'], ['p2', 'p1', 'p2']),
  attributes: fc.array(fc.record({ name: few('A', 'B', 'C'), value: few('1', '2') }), { maxLength: 3 }),
  qualifiers: fc.array(
    fc.record({
      id: few('', '7'),
      params: few([], [{ value: 'x', uom: '' }], [{ value: 'X ', uom: '' }], [{ value: 'x', uom: 'mm' }]),
      text: few('with A/C', 'With  a/c', 'w/o A/C'),
    }),
    { maxLength: 1 },
  ),
  notes: few<string[]>([], [], [], ['with A/C'], [' WITH a/c'], ['one', 'Two'], ['TWO ', 'one'], ['  ']),
  part: fc.record({ brand: few('ZZZZ', 'zzzz ', 'YYYY'), number: few('P1', 'P1', 'P2', 'P3', 'p-1', '') }),
  quantity: few('1', '1', '1', '2', '2.0', ''),
  mfrLabel: few('', '', '', 'Premium', ' premium'),
  asset: few('', '', '', 'pic1'),
  validate: fc.constant(true),
});
