import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numbersOf } from './numbers-of-text.ts';
import { isNumberList, listForLink, takeWaiting, textOfLink } from './pasted-list.ts';

it('comes out of a link as it was', () => {
  const number = fc.constantFrom('90915-YZZE1', 'A 117 030 10 17', 'W 712/52', 'WBKD-1');
  const line = fc.tuple(number, fc.option(fc.integer({ min: 1, max: 500 })));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const text = lines.map(([each, count]) => (count === null ? each : `${each} x${count}`)).join('\n');
      const link = listForLink(text) ?? '';
      expect(link).not.toMatch(/[\n\t]/);
      expect(numbersOf(textOfLink(link))).toEqual(numbersOf(text));
    }),
  );
});

it('waits for its page where it is too long for a link, and is handed over once', () => {
  const text = Array.from({ length: 400 }, (_, at) => `90915-YZZ${at}\t2`).join('\n');
  expect(listForLink(text)).toBe(undefined);
  expect([takeWaiting(), takeWaiting()]).toEqual([text, '']);
});

it('is told from what is one thing to search for', () => {
  expect(isNumberList('90915-YZZE1\n04152-YZZA1')).toBe(true);
  expect(isNumberList('90915-YZZE1\t2\n04152-YZZA1\t3\n')).toBe(true);
  for (const one of ['90915-YZZE1\n', '卡罗拉 机油格', '机油格\n刹车片', '90915-YZZE1、04152-YZZA1'])
    expect(isNumberList(one), one).toBe(false);
});
