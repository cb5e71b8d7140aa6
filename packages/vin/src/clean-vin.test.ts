import { describe, expect, test } from 'vitest';
import { cleanVin } from './clean-vin.ts';
import { isVinLike } from './is-vin-like.ts';
import { randomOf } from './testing/random.ts';

const VIN = '1GNDX03E91D298554';
const OTHER = '1N4AL2AP0AN490047';
const plain = (vin: string) => ({ vin, cut: false, lookAlikes: false, aside: false, several: [] });

describe('one spelling', () => {
  test.each([
    VIN,
    VIN.toLowerCase(),
    ` ${VIN}\n`,
    `*${VIN}*`,
    `I${VIN}`,
    `*I${VIN}*`,
    '1GN-DX03E9-1D298554',
    '1GN DX03E9 1D29 8554',
    '1GN_DX03E9_1D298554',
    '1ＧＮＤＸ０３Ｅ９１Ｄ２９８５５４',
    '①GNDX03E9①D298554',
    '\uFEFF1GNDX03E9\u200B1D298554',
    '1GNDX03E9–1D298554',
    '1GNDX03E9\u30FC1D298554',
    '1GN\u3164DX03E9\u28001D29\uFE0F8554',
    `VIN: ${VIN}`,
    `vin no. ${VIN}`,
    `VIN# ${VIN}.`,
    `"${VIN}",`,
    `(VIN ${VIN})`,
    `车架号：${VIN}`,
    `车架号码:${VIN}；`,
    `车辆识别代号（VIN）：${VIN}。`,
    `车辆识别代号/VIN ${VIN}`,
    `底盘号 ${VIN}`,
    `Fahrgestell-Nr.: ${VIN}`,
    `Chassis No: ${VIN}!`,
    `${VIN}?`,
    `${VIN} ${VIN}`,
  ])('%j', (spelling) => {
    expect(cleanVin(spelling)).toEqual(plain(VIN));
  });

  test('of every mixture of them', () => {
    const random = randomOf(7);
    const between = ['', '', '', '', ' ', '-', '–', '\u200B', '\u00A0', '\u2007', '\u2212', '\u00AD', '·'];
    const before = ['', '*', 'I', '*I', 'VIN:', ' VIN ', '车架号：', '底盘号 ', '\uFEFF', '“', '\t'];
    const after = ['', '.', '。', ' ', ';', '\r\n', '”', '!'];
    for (let round = 0; round < 3_000; round += 1) {
      const spelling = [...VIN]
        .map((character) => {
          const code = character.charCodeAt(0);
          const form = [character, character.toLowerCase(), String.fromCharCode(code + 0xfee0)][random(3)];
          return `${form}${between[random(between.length)]}`;
        })
        .join('');
      const head = before[random(before.length)] as string;
      const star = head.startsWith('*') ? '*' : '';
      const text = `${head}${spelling}${star}${after[random(after.length)]}`;
      expect(cleanVin(text), JSON.stringify(text)).toEqual(plain(VIN));
    }
  });

  test('is left as it is by a second cleaning', () => {
    const random = randomOf(8);
    const alphabet = '01IOQAVWXZ*?_-. ,;:/\u200BＡАВ車号';
    for (let round = 0; round < 5_000; round += 1) {
      const text = Array.from({ length: random(40) }, () => alphabet[random(alphabet.length)]).join('');
      const { vin, several } = cleanVin(text);
      if (several.length === 0) expect(cleanVin(vin).vin, JSON.stringify(text)).toBe(vin);
    }
  });
});

describe('characters that are not known', () => {
  test.each([
    ['1GNDX03E?1D298554', '1GNDX03E*1D298554'],
    ['1GN__03E91D298554', '1GN**03E91D298554'],
    ['？GNDX03E91D298554', '*GNDX03E91D298554'],
    ['**NDX03E91D298554', '**NDX03E91D298554'],
    ['1GNDX03E91D29855*', '1GNDX03E91D29855*'],
    ['1GNDX*', '1GNDX*'],
  ])('%s', (text, vin) => {
    expect(cleanVin(text)).toEqual(plain(vin));
  });
});

describe('letters of other scripts', () => {
  test.each([
    ['Х7LВSRВ1КАН123456', 'X7LBSRB1KAH123456'],
    ['х7lвsrв1кан123456', 'X7LBSRB1KAH123456'],
    ['ΤΜΒJJ7ΝΕ2L0123456', 'TMBJJ7NE2L0123456'],
  ])('%s', (text, vin) => {
    expect(cleanVin(text)).toEqual({ ...plain(vin), lookAlikes: true });
  });

  test('in the label alone change nothing of the VIN', () => {
    expect(cleanVin('ВИН: XTA210990Y2765432')).toMatchObject({ vin: 'XTA210990Y2765432', lookAlikes: false });
  });

  test('that look like no Latin one stay', () => {
    expect(cleanVin('ЖLBSRB1KAH1234567').vin).toBe('ЖLBSRB1KAH1234567');
  });
});

describe('a field', () => {
  test.each([
    `${VIN}, ${OTHER}`,
    `${VIN}\n${OTHER}`,
    `${VIN} ${OTHER}`,
    `VIN: ${VIN}; VIN: ${OTHER}`,
    `1GN DX03E9 1D29 8554 / 1N4 AL2AP0 AN490047`,
    `${VIN}${OTHER}`,
    `${VIN}、${OTHER}、${VIN}`,
  ])('with two VINs says which: %j', (text) => {
    expect(cleanVin(text)).toEqual({ ...plain(''), several: [VIN, OTHER] });
  });

  test.each([`${VIN} Chevrolet Venture 2001`, `车架号：${VIN}，发动机号：LA1 12345`, `see ${VIN}, please`])(
    'with a VIN among words gives the VIN: %j',
    (text) => {
      expect(cleanVin(text)).toEqual({ ...plain(VIN), aside: true });
    },
  );
});

describe('a text without end', () => {
  test('is cut', () => {
    expect(cleanVin('A'.repeat(1_000_000))).toEqual({ ...plain('A'.repeat(64)), cut: true });
    expect(cleanVin('ﷺ'.repeat(256)).vin.length).toBeLessThanOrEqual(64);
    expect(cleanVin(`${VIN}, `.repeat(500_000))).toMatchObject({ vin: VIN, cut: true });
    expect(
      cleanVin(Array.from({ length: 90 }, (_, n) => `1GNDX03E91D29${1000 + n}`).join()).several.length,
    ).toBe(20);
  });

  test.each([' ', 'A', '*', '?', '_', '車', ',', ':', 'VIN', 'ﷺ', '\u200B', '\uD800', 'А', 'I', 'NO'])(
    'of %j alone is answered',
    (part) => {
      const { vin, cut } = cleanVin(part.repeat(10_000_000 / part.length));
      expect(vin.length).toBeLessThanOrEqual(64);
      expect(cut).toBe(true);
    },
  );
});

describe('what looks like a VIN in a search box', () => {
  test.each([VIN, VIN.toLowerCase(), `*${VIN}*`, 'WVWZZZ1KZ8W123456', 'LSVAL41Z88210420O'])(
    '%j does',
    (text) => {
      expect(isVinLike(text)).toBe(true);
    },
  );
  test.each([
    '',
    '0 986 494 123',
    '12345678901234567',
    'AIR FILTER FOR CAMRY',
    'BREMSSCHEIBENSATZ',
    'QQQQQQQQQQQQ12345',
    `oil filter ${VIN}`,
  ])('%j does not', (text) => {
    expect(isVinLike(text)).toBe(false);
  });
});
