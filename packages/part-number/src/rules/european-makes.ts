import { shapeRule } from '../shape-rule.ts';

/** Digits only, leading zeros left out: `0046544820` is `46544820`. */
export const fiat = shapeRule({
  name: 'fiat-leading-zeros',
  reason: 'Leading zeros of Fiat numbers are trimmed in the trade.',
  source:
    'Comparison lists of the filter trade leave out leading zeros, dots and dashes: MANN+HUMMEL VGL 2012, page 372 (http://issuu.com/wlchlibollier/docs/mann_hummel_vgl_2012_part1/372)',
  makes: [
    'Fiat',
    'Alfa Romeo',
    'Lancia',
    'Abarth',
    'Iveco',
    'Ferrari',
    'Maserati',
    'FCA',
    '菲亚特',
    '广汽菲亚特',
    '阿尔法·罗密欧',
    '蓝旗亚',
    '依维柯',
    '南京依维柯',
    '法拉利',
    '玛莎拉蒂',
  ],
  shapes: [
    { pattern: /^([1-9]\d{5,13})$/, display: '$1' },
    { pattern: /^(?=\d{6,14}$)0+([1-9]\d{5,}|\d{5})$/, display: '$1', key: '$1', confidence: 0.9 },
  ],
  misread: ['O0', 'I1'],
});

/** Four digits and two characters, `1109.CK`, and ten digits since about 2000: `98 095 323 80`. */
export const psa = shapeRule({
  name: 'psa-4-2-or-10',
  reason: 'Peugeot and Citroën share their numbers: four digits and two characters, or ten digits.',
  source: 'How the numbers changed over the years: http://ckc.dk/evol.shtml?eng',
  makes: [
    'Peugeot',
    'Citroën',
    'Citroen',
    'DS',
    'DS Automobiles',
    'PSA',
    'PSA Peugeot Citroen',
    '标致',
    '东风标致',
    '雪铁龙',
    '东风雪铁龙',
    '神龙',
    '标致雪铁龙',
    '谛艾仕',
    'DPCA',
  ],
  shapes: [
    { pattern: /^(\d{4})([A-Z0-9]{2})$/, display: '$1.$2' },
    { pattern: /^(\d{2})(\d{3})(\d{3})(\d{2})$/, display: '$1 $2 $3 $4' },
    { pattern: /^(\d{2})(\d{3})(\d{3})$/, display: '$1 $2 $3', confidence: 0.9 },
  ],
  sharedPrefix: {
    stem: /^(\d{4})[A-Z0-9]{2}$/,
    piece: /^[A-Z][A-Z0-9]$/,
    reason: 'Two characters after a slash are other last characters of the number before it.',
    confidence: 0.6,
  },
});

/** Ten digits `82 00 768 913`, or nine and an R: `16 54 676 74R`. */
export const renault = shapeRule({
  name: 'renault-10',
  reason: 'Renault and Dacia numbers are ten digits, since about 2009 nine digits and an R.',
  source:
    "A builder's list of genuine numbers of one engine and car, such as 8200884113, 7703087223 and 331729798R, on GitHub",
  makes: [
    'Renault',
    'Dacia',
    'Renault Samsung',
    'Samsung Motors',
    '雷诺',
    '东风雷诺',
    '华晨雷诺',
    '达契亚',
    '雷诺三星',
  ],
  shapes: [
    { pattern: /^(\d{2})(\d{2})(\d{3})(\d{3})$/, display: '$1 $2 $3 $4' },
    { pattern: /^(\d{2})(\d{2})(\d{3})(\d{2}R)$/, display: '$1 $2 $3 $4' },
  ],
  misread: ['O0', 'I1'],
});

/** Six to eight digits, written without groups: `31338685`. */
export const volvo = shapeRule({
  name: 'volvo-digits',
  reason: 'Volvo numbers are seven or eight digits, older ones six, written without groups.',
  source:
    'The eight-digit and the older seven-digit form: https://visualfoodie.com/how-to-read-a-volvo-automotive-part-number',
  makes: ['Volvo', 'Volvo Cars', 'Polestar', '沃尔沃', '富豪', '极星'],
  shapes: [{ pattern: /^([1-9]\d{5,7})$/, display: '$1' }],
  misread: ['O0', 'I1'],
});
