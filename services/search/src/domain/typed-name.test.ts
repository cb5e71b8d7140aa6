import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { markedIn, matchName, readTyped, type TextRange, typedName } from './typed-name.ts';

/** Of any code units: halves of pairs and controls, too. */
function anyText(maxLength: number) {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength });
  return units.map((codes) => String.fromCharCode(...codes));
}

/** Spoken as in these words; any other character has a syllable of its own. */
const SPOKEN: Record<string, string> = { 机: 'ji', 油: 'you', 滤: 'lv', 清: 'qing', 器: 'qi' };
const syllablesOf = (han: string) => [...han].map((each) => SPOKEN[each] ?? 'x');

function marked(text: string, ranges: readonly TextRange[]): string {
  return ranges.toReversed().reduce((left, { start, end }) => {
    return `${left.slice(0, start)}[${left.slice(start, end)}]${left.slice(end)}`;
  }, text);
}

function shown(text: string, query: string): string | undefined {
  const match = matchName(typedName(text, syllablesOf), readTyped(query));
  return match && `${match.rank} ${marked(text, match.matched)}`;
}

test.each([
  ['机油滤清器', '机油滤清器', '5 [机油滤清器]'],
  ['机油滤清器', '机油', '4 [机油]滤清器'],
  ['机油滤清器', '滤清', '3 机油[滤清]器'],
  ['机油滤清器', '机油 器', '3 [机油]滤清[器]'],
  ['机油滤清器', 'jylqq', '2 [机油滤清器]'],
  ['机油滤清器', 'jiyoul', '2 [机油滤]清器'],
  ['机油滤清器', 'jiyoulvq', '2 [机油滤清]器'],
  ['Oil filter', 'oil fil', '4 [Oil fil]ter'],
  ['Oil filter', 'OILFILTER', '5 [Oil filter]'],
  ['Oil filter', 'ｏｉｌ', '4 [Oil] filter'],
  ['Oil filter', 'filter oil', '3 [Oil] [filter]'],
  ['Citroën C5', 'citroen', '4 [Citroën] C5'],
  ['CR-V', 'crv', '5 [CR-V]'],
  ['ATE (机油)', '机', '3 ATE ([机]油)'],
])('%j by %j', (text, query, expected) => {
  expect(shown(text, query)).toBe(expected);
});

test.each([
  ['机油滤清器', 'j'],
  ['机油滤清器', 'jq'],
  ['Oil filter', 'ilter'],
  ['Oil filter', 'oil pump'],
  ['Oil filter', ''],
  ['Oil filter', '- /'],
  ['', 'oil'],
])('%j not by %j', (text, query) => {
  expect(shown(text, query)).toBe(undefined);
});

it('marks what stands there, and leaves out what doesn’t', () => {
  expect(marked('Toyota Corolla', markedIn('Toyota Corolla', readTyped('coro 2010')))).toBe(
    'Toyota [Coro]lla',
  );
  expect(markedIn('丰田 卡罗拉', readTyped('2010'))).toEqual([]);
});

it('gives ranges within the text, in order and apart, whatever the text and the query', () => {
  const any = fc.oneof(
    anyText(40),
    fc.string({
      unit: fc.constantFrom('a', 'A', 'é', '机', '油', ' ', '-', '½', 'ﬁ', '👍', '１'),
      maxLength: 20,
    }),
  );
  fc.assert(
    fc.property(any, any, fc.nat(20), (text, other, length) => {
      for (const query of [other, text, text.slice(0, length)]) {
        const typed = readTyped(query);
        const found = matchName(typedName(text, syllablesOf), typed);
        for (const ranges of [found?.matched ?? [], markedIn(text, typed)]) {
          let last = -1;
          for (const { start, end } of ranges) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        }
      }
      const whole = readTyped(text);
      if (whole.whole !== '' && text.length <= 100)
        expect(matchName(typedName(text, syllablesOf), whole)?.rank).toBe(5);
    }),
    { numRuns: 500 },
  );
});
