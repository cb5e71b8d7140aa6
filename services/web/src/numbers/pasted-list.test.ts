import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numbersOf } from './numbers-of-text.ts';
import { listForLink, pastedList, textOfLink } from './pasted-list.ts';

const linkOf = (text: string) => listForLink(numbersOf(text), text);

it('comes out of a link as it was', () => {
  const number = fc.constantFrom('90915-YZZE1', 'A 117 030 10 17', 'W 712/52', 'WBKD-1');
  const line = fc.tuple(number, fc.option(fc.integer({ min: 1, max: 500 })));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const text = lines.map(([each, count]) => (count === null ? each : `${each} x${count}`)).join('\n');
      const link = linkOf(text) ?? '';
      expect(link).not.toMatch(/[\n\t]/);
      expect(numbersOf(textOfLink(link))).toEqual(numbersOf(text));
    }),
  );
});

it('is kept in the tab where it is too long for a link, and a list beside it', () => {
  const long = (first: number) =>
    Array.from({ length: 400 }, (_, at) => `90915-YZZ${first + at}\t2`).join('\n');
  const links = [long(1), long(2), long(1)].map((text) => linkOf(text) ?? '');
  expect(links.map(textOfLink)).toEqual([long(1), long(2), long(1)]);
  expect(links[2]).toBe(links[0]);
  expect(links.every((link) => link.length < 100)).toBe(true);
  expect(textOfLink('~of-another-tab')).toBe('');
});

it('still says in its link that a quantity could not be read', () => {
  const text = '零件号\t数量\n90915-YZZE1\t0\n04152-YZZA1\t1,000\n15400-PLM-A02\t3';
  expect(numbersOf(textOfLink(linkOf(text) ?? ''))).toEqual(numbersOf(text));
});

it('is told from what is one thing to search for', () => {
  const isList = (text: string) => pastedList(text) !== undefined;
  expect(isList('90915-YZZE1\n04152-YZZA1')).toBe(true);
  expect(isList('90915-YZZE1\t2\n04152-YZZA1\t3\n')).toBe(true);
  for (const one of ['90915-YZZE1\n', '卡罗拉 机油格', '机油格\n刹车片', '90915-YZZE1、04152-YZZA1'])
    expect(isList(one), one).toBe(false);
});
