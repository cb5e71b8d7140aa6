import { shapeRule } from '../shape-rule.ts';

const FIVE_FIVE = {
  stem: /^([A-Z0-9]{5})[A-Z0-9]{5}$/,
  piece: /^[A-Z0-9]{5}$/,
  reason: 'Five characters after a slash are the second group of a number that shares the first.',
  confidence: 0.75,
};

/** 5-5, and -2 for the colour: `90915-YZZJ3`, `04152-YZZA1`. */
export const toyota = shapeRule({
  name: 'toyota-5-5',
  reason: 'Toyota groups 5-5 with two more for the colour; leading zeros count.',
  source:
    'Decoding Toyota part numbers: https://uzz32.info/Decoding_Toyota_part_numbers; the same from a parts counter: https://forum.ih8mud.com/threads/making-sense-of-toyota-part-numbers.760777/',
  makes: [
    'Toyota',
    'Lexus',
    'Scion',
    'Daihatsu',
    'Hino',
    '丰田',
    '一汽丰田',
    '广汽丰田',
    '广丰',
    '雷克萨斯',
    '凌志',
    '大发',
    '日野',
    'FAW Toyota',
    'GAC Toyota',
    'TMC',
  ],
  shapes: [{ pattern: /^(\d[A-Z0-9]{4})([A-Z0-9]{5})([A-Z0-9]{2})?$/, display: '$1-$2-$3' }],
  misread: ['O0', 'I1'],
  sharedPrefix: FIVE_FIVE,
  further: [
    {
      pattern: /^(\d[A-Z0-9]{9})00$/,
      key: '$1',
      reason: '00 in the place of the colour means none, and is left out.',
      confidence: 0.8,
    },
    {
      pattern: /^(\d[A-Z0-9]{9})$/,
      key: '$100',
      reason: '00 in the place of the colour means none, and is left out.',
      confidence: 0.7,
    },
    {
      pattern: /^(\d[A-Z0-9]{9})(?!00)[A-Z0-9]{2}$/,
      key: '$1',
      reason:
        'The last two characters are the colour or the packing: without them it is the same part in any.',
      confidence: 0.5,
    },
  ],
});

/** 5-3-3 and more: `14400-PR4-A01`. Neighbouring numbers differ in one character, so nothing is folded or proposed. */
export const honda = shapeRule({
  name: 'honda-as-written',
  reason:
    'Honda groups 5-3-3; numbers that differ in a single character are different parts, so nothing beyond the general key is folded.',
  source:
    'Understanding Honda part numbers: http://stwiki.notonthe.net/twiki/bin/view/General/HondaPartNumbers',
  makes: [
    'Honda',
    'Acura',
    '本田',
    '东风本田',
    '广汽本田',
    '广州本田',
    '广本',
    '东本',
    '讴歌',
    '理念',
    'Everus',
    'GAC Honda',
    'Dongfeng Honda',
  ],
  shapes: [
    // Bolts and other common parts have their measures in the middle: 96001-06022-00.
    { pattern: /^(9\d{4})(\d{5})(\d{2})$/, display: '$1-$2-$3' },
    { pattern: /^(\d{5})([A-Z0-9]{3})([A-Z0-9]{3,5})$/, display: '$1-$2-$3' },
  ],
});

/** 5-5: `13028-0B700`. */
export const nissan = shapeRule({
  name: 'nissan-5-5',
  reason: 'Nissan groups 5-5.',
  source:
    "Nissan's part number system: http://patrolaventura.pt/forum/viewtopic.php?p=227998; http://datman.co.uk/interp.htm",
  makes: [
    'Nissan',
    'Infiniti',
    'Datsun',
    'Venucia',
    '日产',
    '东风日产',
    '尼桑',
    '郑州日产',
    '英菲尼迪',
    '东风英菲尼迪',
    '启辰',
    'Dongfeng Nissan',
  ],
  shapes: [{ pattern: /^([A-Z0-9]{5})([A-Z0-9]{5})$/, display: '$1-$2' }],
  sharedPrefix: FIVE_FIVE,
});

/** 4-2-3 or 4-2-4: `B6Y1-14-302A`. */
export const mazda = shapeRule({
  name: 'mazda-4-2-3',
  reason: 'Mazda groups 4-2-3 with a letter for the revision.',
  source:
    "Mazda's part numbers: https://www.rx7club.com/3rd-generation-specific-1993-2002-16/understanding-part-numbers-1073631/",
  makes: ['Mazda', '马自达', '一汽马自达', '长安马自达', '海马马自达', 'Changan Mazda', 'FAW Mazda'],
  shapes: [
    { pattern: /^([A-Z0-9]{4})(\d{2})([A-Z0-9]{3,5})$/, display: '$1-$2-$3' },
    { pattern: /^([A-Z0-9]{4})(\d{2})([A-Z0-9]{4})(\d{2})$/, display: '$1-$2-$3-$4', confidence: 0.95 },
  ],
});

/** Five digits, two letters of the model and three more, written together: `15208AA100`. */
export const subaru = shapeRule({
  name: 'subaru-5-2-3',
  reason: 'Subaru numbers are five digits, two letters for the model and three more, written without groups.',
  source:
    'Genuine numbers as dealers list them, such as https://parts.natewade.com and https://www.subarupartspros.com',
  makes: ['Subaru', '斯巴鲁', '富士重工', 'Fuji Heavy Industries'],
  shapes: [
    { pattern: /^(\d{5}[A-Z]{2}[A-Z0-9]{3})([A-Z0-9]{2})?$/, display: '$1$2' },
    { pattern: /^(\d{9})$/, display: '$1', confidence: 0.95 },
    { pattern: /^(SOA[A-Z0-9]{7})$/, display: '$1', confidence: 0.95 },
  ],
  misread: ['I1'],
  further: [
    {
      pattern: /^(\d{5}[A-Z]{2}[A-Z0-9]{3})[A-Z0-9]{2}$/,
      key: '$1',
      reason: 'Two characters behind the ten are the colour: without them it is the same part in any colour.',
      confidence: 0.5,
    },
  ],
});

/** Two letters and six digits, or four digits, a letter and three digits; two more for the colour: `MD360935`, `1230A046`. */
export const mitsubishi = shapeRule({
  name: 'mitsubishi-prefix',
  reason:
    'Mitsubishi numbers are a two-letter prefix with six digits (MD360935), later four digits, a letter and three digits (1230A046).',
  source:
    'How to read a Mitsubishi part number: https://visualfoodie.com/how-to-read-a-mitsubishi-part-number-correctly',
  makes: [
    'Mitsubishi',
    'Mitsubishi Motors',
    'Fuso',
    '三菱',
    '广汽三菱',
    '东南三菱',
    '北京三菱',
    '三菱扶桑',
    'GAC Mitsubishi',
  ],
  shapes: [
    { pattern: /^(M[A-Z]\d{6})([A-Z0-9]{2})?$/, display: '$1$2' },
    { pattern: /^(\d{4}[A-Z]\d{3})([A-Z0-9]{2})?$/, display: '$1$2' },
  ],
  misread: ['O0', 'I1'],
  further: [
    {
      pattern: /^(M[A-Z]\d{6}|\d{4}[A-Z]\d{3})[A-Z0-9]{2}$/,
      key: '$1',
      reason:
        'Two characters behind the eight are the colour: without them it is the same part in any colour.',
      confidence: 0.5,
    },
  ],
});

/** 5-5, and -3 for the colour: `16510-61A31`, `57611-68P00-000`. */
export const suzuki = shapeRule({
  name: 'suzuki-5-5-3',
  reason: 'Suzuki groups 5-5 with three more for the colour.',
  source:
    'Numbers as workshops list them: oil filter 16510-61A31, spark plug 09482-00549, air filter 13780-61M00',
  makes: ['Suzuki', 'Maruti', 'Maruti Suzuki', '铃木', '长安铃木', '昌河铃木', 'Changan Suzuki'],
  shapes: [{ pattern: /^(\d{5})([A-Z0-9]{5})([A-Z0-9]{3})?$/, display: '$1-$2-$3' }],
  misread: ['O0'],
  sharedPrefix: FIVE_FIVE,
  further: [
    {
      pattern: /^(\d{5}[A-Z0-9]{5})000$/,
      key: '$1',
      reason: '000 in the place of the colour means none, and is left out.',
      confidence: 0.8,
    },
    {
      pattern: /^(\d{5}[A-Z0-9]{5})$/,
      key: '$1000',
      reason: '000 in the place of the colour means none, and is left out.',
      confidence: 0.7,
    },
    {
      pattern: /^(\d{5}[A-Z0-9]{5})(?!000)[A-Z0-9]{3}$/,
      key: '$1',
      reason: 'The last three characters are the colour: without them it is the same part in any colour.',
      confidence: 0.5,
    },
  ],
});

/** 1-8-1: `8-98018858-0`. */
export const isuzu = shapeRule({
  name: 'isuzu-1-8-1',
  reason: 'Isuzu groups 1-8-1; the last digit is the revision.',
  source: 'Numbers as workshops list them: oil filter 8-98018858-0, fuel filter 8-98159693-0',
  makes: ['Isuzu', '五十铃', '庆铃', '江西五十铃', '江铃五十铃'],
  shapes: [{ pattern: /^(\d)(\d{8})(\d)$/, display: '$1-$2-$3' }],
  misread: ['O0', 'I1'],
});
