import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simplified } from './simplified.ts';

test.each([
  ['機油濾清器', '机油滤清器'],
  ['煞車片', '煞车片'],
  ['空氣濾清器', '空气滤清器'],
  ['本田 雅閣', '本田 雅阁'],
  ['後照鏡', '后照镜'],
  ['发动机', '发动机'],
  ['OIL Filter 90915-YZZE1', 'OIL Filter 90915-YZZE1'],
  ['', ''],
])('%s is %s', (text, folded) => expect(simplified(text)).toBe(folded));

test('each character stays in its place, and what is simplified stays as it is', () => {
  const text = fc.string({
    unit: fc.constantFrom('機', '车', '車', '后', '後', '𠀀', 'a', ' ', 'é', '\ud800'),
  });
  fc.assert(
    fc.property(text, (given) => {
      const folded = simplified(given);
      expect(folded.length).toBe(given.length);
      expect(simplified(folded)).toBe(folded);
    }),
  );
});
