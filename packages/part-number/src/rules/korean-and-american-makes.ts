import { shapeRule } from '../shape-rule.ts';

/** 5-5, and two or three more for the colour: `58302-1GA00`. */
export const hyundaiKia = shapeRule({
  name: 'hyundai-kia-5-5',
  reason: 'Hyundai and Kia share one system of 5-5, with two or three more for the colour.',
  source:
    'How the numbers are built: https://eatsip365.com/how-to-read-and-understand-a-kia-part-number; as control units report them: https://github.com/commaai/opendbc (hyundai fingerprints)',
  makes: [
    'Hyundai',
    'Kia',
    'Genesis',
    'Mobis',
    'Hyundai-Kia',
    '现代',
    '北京现代',
    '进口现代',
    '起亚',
    '东风悦达起亚',
    '悦达起亚',
    '捷尼赛思',
    '摩比斯',
    'Beijing Hyundai',
    'BHMC',
  ],
  shapes: [{ pattern: /^(\d[A-Z0-9]{4})([A-Z0-9]{5})([A-Z0-9]{2,3})?$/, display: '$1-$2-$3' }],
  misread: ['O0', 'I1'],
  sharedPrefix: {
    stem: /^(\d[A-Z0-9]{4})[A-Z0-9]{5}$/,
    piece: /^[A-Z0-9]{5}$/,
    reason: 'Five characters after a slash are the second group of a number that shares the first.',
    confidence: 0.75,
  },
  further: [
    {
      pattern: /^(\d[A-Z0-9]{9})[A-Z0-9]{2,3}$/,
      key: '$1',
      reason: 'What follows the ten characters is the colour: without it it is the same part in any colour.',
      confidence: 0.6,
    },
  ],
});

/** Eight digits: `12677836`. */
export const gm = shapeRule({
  name: 'gm-8-digits',
  reason: 'General Motors numbers are eight digits, written without groups.',
  source:
    'Numbers of one car as a dismantler lists them: https://github.com/StanislavProtashchuk/oem (src/components/App.jsx)',
  makes: [
    'Chevrolet',
    'GMC',
    'Buick',
    'Cadillac',
    'Pontiac',
    'Saturn',
    'Oldsmobile',
    'Hummer',
    'GM',
    'General Motors',
    'Opel',
    'Vauxhall',
    'Daewoo',
    '雪佛兰',
    '别克',
    '凯迪拉克',
    '通用',
    '上汽通用',
    '上海通用',
    '上海通用别克',
    '欧宝',
    '大宇',
    'SAIC GM',
    'SGM',
  ],
  shapes: [{ pattern: /^(\d{8})$/, display: '$1' }],
  misread: ['O0', 'I1'],
});

/** Prefix, base and suffix: `E7ZE-8501-A`; or a FINIS of seven digits, which is a number of its own. */
export const ford = shapeRule({
  name: 'ford-prefix-base-suffix',
  reason:
    'Ford numbers are a four-place prefix, a base and a suffix of letters; the seven-digit FINIS is a second, separate number.',
  source:
    'Prefix, base, suffix and FINIS: https://mk4-wiki.denkdose.de/en/artikel/ford_teilenummern/start; as control units report them: https://github.com/commaai/opendbc (ford fingerprints)',
  makes: [
    'Ford',
    'Lincoln',
    'Mercury',
    '福特',
    '长安福特',
    '江铃福特',
    '林肯',
    '长安林肯',
    'Changan Ford',
    'JMC Ford',
  ],
  shapes: [
    { pattern: /^(\d)(\d{3})(\d{3})$/, display: '$1 $2 $3', confidence: 0.9 },
    {
      pattern:
        /^(?=[A-Z0-9]{0,3}\d)([A-Z0-9]{3}[A-Z0-9])(\d{1,2}[A-Z]\d{3,5}|[A-Z]\d{3,4}|\d{3,7}(?:[A-Z]\d{2,3})?)([A-Z]{1,3})$/,
      display: '$1-$2-$3',
    },
  ],
  misread: ['O0', 'I1'],
});

/** Eight digits and two letters of revision: `68191349AC`. */
export const mopar = shapeRule({
  name: 'mopar-8-2',
  reason:
    'Chrysler numbers are eight digits with a two-letter revision, written without groups; another revision is another number.',
  source:
    'The suffix tells the revision: https://visualfoodie.com/how-to-read-a-chrysler-part-number-correctly; as control units report them: https://github.com/commaai/opendbc (chrysler fingerprints)',
  makes: [
    'Chrysler',
    'Dodge',
    'Jeep',
    'Ram',
    'Plymouth',
    'Mopar',
    '克莱斯勒',
    '道奇',
    '吉普',
    '广汽菲克',
    '北京吉普',
    'GAC Fiat Chrysler',
  ],
  shapes: [
    { pattern: /^(?=[A-Z0-9]*\d{5})([A-Z0-9]{8}[A-Z]{2})$/, display: '$1' },
    { pattern: /^(\d{7}[A-Z]{2})$/, display: '$1', confidence: 0.9 },
  ],
  misread: ['O0', 'I1'],
  further: [
    {
      pattern: /^0(\d{7}[A-Z]{2})$/,
      key: '$1',
      reason: 'The zero in front is left out on many labels.',
      confidence: 0.85,
    },
    {
      pattern: /^(\d{7}[A-Z]{2})$/,
      key: '0$1',
      reason: 'The zero in front is left out on many labels.',
      confidence: 0.85,
    },
  ],
});
