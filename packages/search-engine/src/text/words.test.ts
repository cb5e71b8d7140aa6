import { expect, test } from 'vitest';
import { queryWords, textTerms } from './words.ts';

test('a text gives its words, and pairs of its Chinese characters', () => {
  expect(textTerms('ＡＢＳ泵 M10x1.25')).toEqual({
    words: ['abs', 'm10x1', '25'],
    pairs: ['泵'],
    complete: 'abs_泵_m10x1_25',
  });
  expect(textTerms('前刹车片').pairs).toEqual(['前刹', '刹车', '车片', '片']);
  expect(textTerms('𠀀𠀁').pairs).toEqual(['𠀀𠀁', '𠀁']);
  expect(textTerms('é'.normalize('NFD')).words).toEqual(['é'.normalize('NFC')]);
  expect(textTerms('🚗!').complete).toBeNull();
});

test('a character beyond the common ones does not change how the common ones are read', () => {
  for (const text of ['brake pad', '前刹车片 brake', 'ABS泵，总成。x', 'a1刹2', '、刹、', 'x'.repeat(100)]) {
    const plain = textTerms(text);
    const mixed = textTerms(`${text} ж`);
    expect(mixed.words).toEqual([...plain.words, 'ж']);
    expect(mixed.pairs).toEqual(plain.pairs);
  }
});

test('a query is looked up by pairs, the last word by its beginning', () => {
  expect(queryWords('刹车片 bra').words.map(({ terms }) => terms)).toEqual([
    [
      { text: '刹车', prefix: false },
      { text: '车片', prefix: false },
    ],
    [{ text: 'bra', prefix: true }],
  ]);
  expect(queryWords('片').words[0]?.terms).toEqual([{ text: '片', prefix: true }]);
  expect(queryWords('b').words[0]?.terms).toEqual([{ text: 'b', prefix: false }]);
});

test('a query is bounded', () => {
  for (const text of ['a b c d '.repeat(1e5), '刹'.repeat(1e6), '㍿'.repeat(1e5), '刹 车 '.repeat(1e5)]) {
    const { words } = queryWords(text);
    expect(words.length).toBeLessThanOrEqual(16);
    expect(words.flatMap(({ terms }) => terms).length).toBeLessThanOrEqual(64);
  }
});
