import { grouped, type MakeRule } from './make-rule.ts';

const VW_SHAPE = /^[A-Z0-9]{3}\d{6}([A-Z]{0,2}|\d{2})([A-Z0-9]{3})?$/;

/** 3-3-3, then the index (one or two letters), then the colour (three characters): `1K0 805 903 J GRU`. */
export const vwGroup: MakeRule = {
  name: 'vw-group-o-to-zero',
  reason:
    'The VW group writes 3-3-3 with index and colour, and has no letter O in its numbers: an O is a mistyped 0.',
  makes: [
    'Volkswagen',
    'VW',
    'Audi',
    'Skoda',
    'SEAT',
    'Cupra',
    'Porsche',
    'Bentley',
    'Lamborghini',
    '大众',
    '奥迪',
    '斯柯达',
    '西雅特',
    '保时捷',
    '宾利',
    '兰博基尼',
  ],
  fold(general) {
    const key = general.replaceAll('O', '0');
    const match = VW_SHAPE.exec(key);
    // A number of digits alone with nine places is met everywhere; what makes it a VW number is the make.
    if (match === null) return null;
    const display = [key.slice(0, 3), key.slice(3, 6), key.slice(6, 9), match[1] ?? '', match[2] ?? '']
      .filter((group) => group !== '')
      .join(' ');
    return { key, display, confidence: key === general ? 1 : 0.95 };
  },
};

/** Prefix, ten digits in 3-3-2-2, then maybe a four-digit colour: `A 117 030 10 17`. */
export const mercedes: MakeRule = {
  name: 'mercedes-prefix',
  reason:
    'Mercedes-Benz numbers are ten digits behind a prefix (A, B, C, N, W …); the trade leaves out the prefix A.',
  makes: [
    'Mercedes-Benz',
    'Mercedes',
    'Benz',
    'MB',
    'Maybach',
    'smart',
    'Mercedes-AMG',
    '奔驰',
    '梅赛德斯-奔驰',
    '迈巴赫',
  ],
  fold(general) {
    const match = /^([ABCNWQ]?)(\d{10})(\d{4})?$/.exec(general);
    if (match === null) return null;
    const [, prefix = '', digits = '', colour = ''] = match;
    const letter = prefix === '' ? 'A' : prefix;
    const display = `${letter} ${grouped(digits, [3, 3, 2, 2], ' ')}${colour === '' ? '' : ` ${colour}`}`;
    return { key: letter + digits + colour, display, confidence: prefix === '' ? 0.9 : 1 };
  },
};

/** Eleven digits, of which the last seven name the part: `34 11 6 794 300`, or `6 794 300` alone. */
export const bmw: MakeRule = {
  name: 'bmw-last-seven',
  reason:
    "The first four of BMW's eleven digits are the main and sub group; the last seven are unique and are used alone.",
  makes: ['BMW', 'MINI', 'Rolls-Royce', 'Alpina', '宝马', '迷你', '劳斯莱斯'],
  fold(general) {
    if (/^\d{11}$/.test(general))
      return { key: general.slice(4), display: grouped(general, [2, 2, 1, 3, 3], ' '), confidence: 0.95 };
    if (/^\d{7}$/.test(general))
      return { key: general, display: grouped(general, [1, 3, 3], ' '), confidence: 0.9 };
    return null;
  },
};

/** Digits only, leading zeros left out: `0046544820` is `46544820`. */
export const fiat: MakeRule = {
  name: 'fiat-leading-zeros',
  reason: 'Leading zeros of Fiat numbers are trimmed in the trade.',
  makes: ['Fiat', 'Alfa Romeo', 'Lancia', 'Abarth', 'Iveco', '菲亚特', '阿尔法·罗密欧', '依维柯'],
  fold(general) {
    if (!/^\d{6,14}$/.test(general)) return null;
    const key = general.replace(/^0+(?=\d{5})/, '');
    return { key, display: key, confidence: key === general ? 1 : 0.9 };
  },
};
