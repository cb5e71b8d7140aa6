import { expect, test } from 'vitest';
import { foldPartNumber } from './fold-part-number.ts';
import { MAKE_RULES } from './make-rules.ts';
import { splitNumbers } from './number-field.ts';
import { looksLikeNumber, queryKeys } from './query-keys.ts';

test('a typed number is looked up under the general key and what the makes would have stored', () => {
  expect(queryKeys('1HO 819 644')).toEqual(['1HO819644', '1H0819644']);
  expect(queryKeys('34 11 6 794 300')).toEqual(['34116794300', '6794300']);
  expect(queryKeys('117 030 10 17')).toEqual(['1170301017', 'A1170301017']);
  expect(queryKeys('90915-YZZE1')).toEqual(['90915YZZE1']);
  expect(queryKeys('1HO 819 644', 'Toyota')).toEqual(['1HO819644']);
  expect(queryKeys('机油')).toEqual([]);
  expect(queryKeys('9'.repeat(65))).toEqual([]);
});

test('whatever a make stores is found by what was typed, without naming the make', () => {
  for (const raw of [
    '1HO819644',
    '34116794300',
    '6794300',
    '1170301017',
    '0046544820',
    '90915YZZE1',
    'E7ZE-8501-A',
    '3501013-K11001',
  ]) {
    for (const rule of MAKE_RULES) {
      const stored = foldPartNumber(raw, rule.makes[0]);
      expect(queryKeys(raw)).toContain(stored?.key);
    }
  }
});

test('several numbers in one field come apart', () => {
  expect(
    splitNumbers('90915-YZZE1/90915-YZZE2; 04152-YZZA1、15208-65F0A，A 117 030\n90915-YZZE1 ; ;'),
  ).toEqual(['90915-YZZE1', '90915-YZZE2', '04152-YZZA1', '15208-65F0A', 'A 117 030']);
  expect(splitNumbers(' / ; ')).toEqual([]);
});

test.each([
  '90915-YZZE1',
  '1K0 805 903 J GRU',
  'A 117 030 10 17',
  '34 11 6 794 300',
  'W712/52',
  '９０９１５-YZZE1',
  '12677836',
  'E7ZE-8501-A',
  '6962',
  '3501013-K11001',
])('%s looks like a number', (text) => expect(looksLikeNumber(text)).toBe(true));

test.each([
  '',
  '机油滤清器',
  'oil filter',
  '2015',
  '2015 corolla',
  'RAV4',
  'Model 3',
  '5W-30',
  '205/55R16',
  '12V 60Ah',
  '1.6T',
  'Q5',
  '卡罗拉2015款',
  'corolla 1.8',
  'x'.repeat(80),
])('%s does not', (text) => expect(looksLikeNumber(text)).toBe(false));
