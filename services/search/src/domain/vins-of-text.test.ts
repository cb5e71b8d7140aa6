import { expectedCheckDigit } from '@qipei/vin';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { vinsOfText } from './vins-of-text.ts';

const VIN = '1HGCM82633A004352';
const CHINESE = 'LFV2A21K8D4103465';

test.each([
  [`老板，帮我查一下${CHINESE}前刹车片多少钱？`, '老板,帮我查一下 前刹车片多少钱'],
  [`车架号：${CHINESE}，要机油格`, '要机油格'],
  [`${CHINESE} 机油格`, '机油格'],
  [`LFV2 A21K 8D41 03465 机油格`, '机油格'],
  [`查 LFV2A21K-8D4-103465 的刹车片`, '查 的刹车片'],
  [`机油格（VIN ${CHINESE}）`, '机油格'],
  [`hi, vin no ${CHINESE.toLowerCase()} oil filter pls`, 'hi oil filter pls'],
  [`ＬＦＶ２Ａ２１Ｋ８Ｄ４１０３４６５刹车片`, '刹车片'],
])('%j has one VIN', (text, rest) => {
  expect(vinsOfText(text)).toEqual({ vins: [CHINESE], rest });
});

it('hands on no longer spelling than is decoded', () => {
  const wide = [...CHINESE].join('   -   ');
  expect(vinsOfText(wide)).toEqual({ vins: [CHINESE], rest: '' });
});

test.each([
  `${VIN} ${CHINESE}`,
  `${VIN}\n${CHINESE}`,
  `${VIN}、${CHINESE}`,
  `王师傅：${VIN}，还有${CHINESE}，谢谢`,
  `1HGCM8 2633A 004352 / ${CHINESE} / ${VIN}`,
])('%j has two', (text) => {
  expect(vinsOfText(text).vins).toEqual([VIN, CHINESE]);
});

test.each([
  '90915-YZZE1',
  '机油格 90915YZZE 04152311',
  '12345678901234567',
  '卡罗拉 2015 刹车片',
  'oil filter for toyota corolla 2015',
  '',
])('%j has none', (text) => {
  expect(vinsOfText(text)).toEqual({ vins: [], rest: text });
});

it('finds a VIN in whatever Chinese it stands, in any case, with a letter O for a zero', () => {
  const han = fc.string({ unit: fc.constantFrom('刹', '车', '片', '，', '。', '的', '：'), maxLength: 12 });
  const letter = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
  const vin = fc
    .tuple(fc.array(letter, { minLength: 11, maxLength: 11 }), fc.integer({ min: 0, max: 9_999 }))
    .map(([head, serial]) => `LF${head.join('')}${String(serial).padStart(4, '0')}`)
    .map((text) => text.slice(0, 8) + expectedCheckDigit(text) + text.slice(9));
  fc.assert(
    fc.property(
      han,
      vin,
      han,
      fc.constantFrom('as it is', 'small', 'with an O'),
      (before, text, behind, how) => {
        const typed =
          how === 'small' ? text.toLowerCase() : how === 'with an O' ? text.replace('0', 'O') : text;
        const { vins } = vinsOfText(before + typed + behind);
        expect(vins.map((each) => each.toUpperCase().replace(/[^A-Z0-9]/g, ''))).toEqual([
          typed.toUpperCase(),
        ]);
      },
    ),
  );
});
