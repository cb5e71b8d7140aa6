import { shapeRule } from '../shape-rule.ts';

/** 3-3-3, then the index (one or two letters), then the colour (three characters): `1K0 805 903 J GRU`. */
export const vwGroup = shapeRule({
  name: 'vw-group-o-to-zero',
  reason:
    'The VW group writes 3-3-3 with index and colour, and has no letter O in its numbers: an O is a mistyped 0.',
  source:
    'How the group numbers its parts: https://www.my-gti.com/1397/volkswagen-audi-seat-skoda-part-numbering-system; blocks and standard parts: https://wiki.a2-freun.de (Aufbau der Teilenummer)',
  makes: [
    'Volkswagen',
    'VW',
    'VAG',
    'Audi',
    'Skoda',
    'Škoda',
    'SEAT',
    'Cupra',
    'Porsche',
    'Bentley',
    'Lamborghini',
    'Bugatti',
    '大众',
    '一汽大众',
    '上汽大众',
    '上海大众',
    '大众安徽',
    '大众进口',
    '奥迪',
    '一汽奥迪',
    '上汽奥迪',
    '斯柯达',
    '西雅特',
    '保时捷',
    '宾利',
    '兰博基尼',
    '捷达',
    'JETTA',
    'FAW-VW',
    'SVW',
    'SAIC VW',
  ],
  exchange: { from: 'O', to: '0', confidence: 0.95 },
  shapes: [
    // A number of digits alone with nine places is met everywhere; what makes it a VW number is the make.
    { pattern: /^([A-Z0-9]{3})(\d{3})(\d{3})([A-Z]{0,2}|\d{2})([A-Z0-9]{3})?$/, display: '$1 $2 $3 $4 $5' },
    { pattern: /^(N)(\d{3})(\d{3})(\d{2})$/, display: '$1 $2 $3 $4', confidence: 0.95 },
    { pattern: /^(WHT)(\d{3})(\d{3})([A-Z]?)$/, display: '$1 $2 $3 $4', confidence: 0.95 },
    { pattern: /^(G)(\d{3})([A-Z0-9]{3})([A-Z0-9]{2})$/, display: '$1 $2 $3 $4', confidence: 0.9 },
  ],
  misread: ['O0', 'I1'],
  sharedPrefix: {
    stem: /^([A-Z0-9]{3}\d{6})[A-Z]{0,2}$/,
    piece: /^[A-Z]{1,2}$/,
    reason: 'One or two letters after a slash are another index of the number before it.',
    confidence: 0.7,
  },
  further: [
    {
      pattern: /^([A-Z0-9]{3}\d{6}(?:[A-Z]{0,2}|\d{2}))[A-Z0-9]{3}$/,
      key: '$1',
      reason: 'The last three characters are the colour: without them it is the same part in any colour.',
      confidence: 0.6,
    },
  ],
});

/** Prefix, ten digits in 3-3-2-2, then maybe two and four digits of supplement: `A 117 030 10 17`. */
export const mercedes = shapeRule({
  name: 'mercedes-prefix',
  reason:
    'Mercedes-Benz numbers are ten digits behind a prefix (A, B, C, N, W …); the trade leaves out the prefix A.',
  source:
    'Das Mercedes-Benz Teilenummernsystem: http://www.w126-wiki.de/index.php?title=Das_Mercedes-Benz_Teilenummernsystem; written without the A: https://en.tibao.hk/map/s-6.html',
  makes: [
    'Mercedes-Benz',
    'Mercedes',
    'Benz',
    'MB',
    'Maybach',
    'Mercedes-Maybach',
    'smart',
    'Mercedes-AMG',
    'AMG',
    'Daimler',
    '奔驰',
    '梅赛德斯',
    '梅赛德斯-奔驰',
    '北京奔驰',
    '福建奔驰',
    '迈巴赫',
    '精灵smart',
    'BBDC',
    'Beijing Benz',
  ],
  shapes: [
    { pattern: /^([BCNWQ])(\d{3})(\d{3})(\d{2})(\d{2})(\d{4})?$/, display: '$1 $2 $3 $4 $5 $6' },
    { pattern: /^A(\d{3})(\d{3})(\d{2})(\d{2})(\d{4})?$/, display: 'A $1 $2 $3 $4 $5' },
    {
      pattern: /^A(\d{3})(\d{3})(\d{2})(\d{2})(\d{2})(\d{4})?$/,
      display: 'A $1 $2 $3 $4 $5 $6',
      confidence: 0.95,
    },
    {
      pattern: /^(\d{3})(\d{3})(\d{2})(\d{2})(\d{4})?$/,
      display: 'A $1 $2 $3 $4 $5',
      key: 'A$1$2$3$4$5',
      confidence: 0.9,
    },
  ],
  misread: ['O0', 'I1'],
  further: [
    {
      pattern: /^A?(\d{10}(?:\d{4})?)$/,
      key: '$1',
      reason: 'The trade leaves out the prefix A.',
      confidence: 0.85,
    },
    {
      pattern: /^A?(\d{10})(?:\d{2})?\d{4}$/,
      key: 'A$1',
      reason: 'What follows the ten digits is the supplement for colour or version.',
      confidence: 0.6,
    },
    {
      pattern: /^A(\d{10})\d{2}$/,
      key: 'A$1',
      reason: 'What follows the ten digits is the supplement for version or container.',
      confidence: 0.6,
    },
  ],
});

/** Eleven digits, of which the last seven name the part: `34 11 6 794 300`, or `6 794 300` alone. */
export const bmw = shapeRule({
  name: 'bmw-last-seven',
  reason:
    "The first four of BMW's eleven digits are the main and sub group; the last seven are unique and are used alone.",
  source:
    'Structure of BMW numbers: https://blog.mtautoparts.com/2026/04/bmw-part-numbers-last-digits-explained.html; spelt without blanks: https://www.buyoemonline.com/blog/how-to-read-bmw-part-number',
  makes: [
    'BMW',
    'MINI',
    'MINI Cooper',
    'Rolls-Royce',
    'Alpina',
    '宝马',
    '华晨宝马',
    '宝马迷你',
    '迷你',
    '劳斯莱斯',
    'BMW Brilliance',
    'BBA宝马',
  ],
  shapes: [
    {
      pattern: /^(\d{2})(\d{2})(\d)(\d{3})(\d{3})$/,
      display: '$1 $2 $3 $4 $5',
      key: '$3$4$5',
      confidence: 0.95,
    },
    { pattern: /^(\d)(\d{3})(\d{3})$/, display: '$1 $2 $3', confidence: 0.9 },
  ],
  misread: ['O0', 'I1'],
  sharedPrefix: {
    stem: /^(\d{4}(?:\d{4})?)\d{3}$/,
    piece: /^\d{3}$/,
    reason: 'Three digits after a slash are other last digits of the number before it.',
    confidence: 0.6,
  },
  further: [
    {
      pattern: /^(\d{11})$/,
      key: '$1',
      reason: 'All eleven digits as the parts catalogue writes them.',
      confidence: 0.95,
    },
  ],
});
