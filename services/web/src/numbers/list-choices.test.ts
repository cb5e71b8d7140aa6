import { expect, it } from 'vitest';
import { cartLinesOf, choiceOf, partsOfLine, stillToAdd, type Verdicts } from './list-choices.ts';

type Line = Parameters<typeof partsOfLine>[0];
type Part = Line['numbers'][number]['parts'][number];

const part = (partId: string, kind: 'own' | 'oe') =>
  ({
    partId,
    brand: 'B',
    partNumber: partId,
    name: { zh: null, en: partId },
    via: { kind },
  }) as unknown as Part;
const line = (...parts: Part[][]) =>
  ({ numbers: parts.map((each) => ({ parts: each })), error: null }) as unknown as Line;

const LINES = [
  line([part('oe-1', 'oe'), part('own-1', 'own')], [part('oe-1', 'oe')]),
  line([part('oe-2', 'oe'), part('oe-3', 'oe')]),
  line([]),
];
const NONE: Verdicts = new Map();
const LISTED = [
  { number: '1', quantity: 4 },
  { number: '2', quantity: null },
  { number: '3', quantity: 9 },
];

it('takes whose own number it is, once, and as many as the list says', () => {
  expect(partsOfLine(LINES[0] as Line).map(({ partId }) => partId)).toEqual(['oe-1', 'own-1']);
  expect(LINES.map((each, at) => choiceOf(each, LISTED[at], undefined, NONE))).toEqual([
    { isTaken: true, partId: 'own-1', quantity: 4 },
    { isTaken: true, partId: 'oe-2', quantity: 1 },
    undefined,
  ]);
});

it('goes into the cart as it was chosen', () => {
  const lines = (changed: Parameters<typeof cartLinesOf>[2]) =>
    cartLinesOf(LINES, LISTED, changed, NONE).map(({ partId, quantity }) => `${partId} ×${quantity}`);
  expect(lines({})).toEqual(['own-1 ×4', 'oe-2 ×1']);
  expect(lines({ 0: { isTaken: false }, 1: { partId: 'oe-3', quantity: 7 }, 2: { quantity: 5 } })).toEqual([
    'oe-3 ×7',
  ]);
  expect(lines({ 1: { partId: 'gone' } })).toEqual(['own-1 ×4']);
});

it('leaves out what was told no readable quantity, until it is ticked', () => {
  const listed = [{ number: '1', quantity: null, unread: true as const }];
  expect(choiceOf(LINES[0] as Line, listed[0], undefined, NONE)?.isTaken).toBe(false);
  expect(cartLinesOf(LINES.slice(0, 1), listed, {}, NONE)).toEqual([]);
  expect(cartLinesOf(LINES.slice(0, 1), listed, { 0: { isTaken: true } }, NONE)).toHaveLength(1);
});

it('goes into the cart once: again only what was chosen since', () => {
  const chosen = (changed: Parameters<typeof cartLinesOf>[2]) => cartLinesOf(LINES, LISTED, changed, NONE);
  const [first, second] = [chosen({}), chosen({ 0: { quantity: 6 }, 1: { partId: 'oe-3' } })];
  const counts = (lines: typeof first) => lines.map(({ partId, quantity }) => `${partId} ×${quantity}`);
  expect(stillToAdd(first, [])).toEqual(first);
  expect(stillToAdd(first, first)).toEqual([]);
  expect(counts(stillToAdd(second, first))).toEqual(['own-1 ×2', 'oe-3 ×1']);
  expect(stillToAdd(chosen({ 0: { quantity: 1 } }), first)).toEqual([]);
  // A part that the list names twice.
  const twice = [...first, ...first];
  expect(counts(stillToAdd(twice, first))).toEqual(['own-1 ×4', 'oe-2 ×1']);
  expect(stillToAdd(twice, twice)).toEqual([]);
});

it('for a car takes what fits before whose own number it is, and nothing that doesn’t fit unless it is ticked', () => {
  const verdicts: Verdicts = new Map([
    ['own-1', 'does-not-fit'],
    ['oe-1', 'fits'],
    ['oe-2', 'does-not-fit'],
    ['oe-3', 'does-not-fit'],
  ]);
  const [first, second] = LINES.map((each, at) => choiceOf(each, LISTED[at], undefined, verdicts));
  expect(first).toMatchObject({ partId: 'oe-1', isTaken: true });
  expect(second).toMatchObject({ partId: 'oe-2', isTaken: false });
  expect(cartLinesOf(LINES, LISTED, {}, verdicts).map(({ partId }) => partId)).toEqual(['oe-1']);
  const ticked = cartLinesOf(LINES, LISTED, { 1: { isTaken: true } }, verdicts);
  expect(ticked.map(({ partId }) => partId)).toEqual(['oe-1', 'oe-2']);
  // What isn't known comes before what is known not to fit.
  const open = new Map([['own-1', 'does-not-fit']] as const);
  expect(choiceOf(LINES[0] as Line, LISTED[0], undefined, open)).toMatchObject({
    partId: 'oe-1',
    isTaken: true,
  });
});
