import { shapeRule } from '../shape-rule.ts';

const STANDARD =
  'QC/T 265 as its users describe it: http://cs83.cn/news/201602/60_60087.html (group, subgroup, part, source, change)';

/** Subgroup of four, part of three, then source and change code: `3501013-K11001`. */
export const chinaStandard = shapeRule({
  name: 'qc-t-265',
  reason: 'QC/T 265: four digits of subgroup and three of the part, then the source and change code.',
  source: STANDARD,
  // Each maker gives its own numbers under the standard.
  shared: false,
  makes: [
    'Changan',
    'JAC',
    'Foton',
    'Dongfeng',
    'FAW',
    'BAIC',
    'GAC',
    'Trumpchi',
    'Lifan',
    'Brilliance',
    'Zotye',
    'Haima',
    'Soueast',
    'JMC',
    'Leapmotor',
    'Li Auto',
    'NIO',
    'XPeng',
    'Seres',
    '长安',
    '江淮',
    '福田',
    '东风',
    '一汽',
    '北汽',
    '广汽',
    '传祺',
    '力帆',
    '红旗',
    '奔腾',
    '中华',
    '华晨',
    '众泰',
    '海马',
    '东南',
    '江铃',
    '零跑',
    '理想',
    '蔚来',
    '小鹏',
    '赛力斯',
    '问界',
    '解放',
    '重汽',
    '陕汽',
    '欧曼',
    '柳汽',
    '风行',
    '风神',
    '小康',
    '金杯',
    '猎豹',
    '深蓝',
    '启源',
    '埃安',
    'AION',
  ],
  shapes: [{ pattern: /^(\d{7})([A-Z0-9]{2,10})$/, display: '$1-$2', confidence: 0.95 }],
});

/** Seven digits by QC/T 265, then source and variant: `1017100-EG01`, later written together: `1017110XEN01`. */
export const greatWall = shapeRule({
  name: 'great-wall-7-source',
  reason:
    'Great Wall numbers are the seven digits of QC/T 265 and a source code behind a dash; later ones with X or A are written together.',
  source:
    "Q/CC 008-2008, the maker's numbering rule: https://mdjjksjc.com/html/2017/0417/100767753.shtm; 1017100EG01 and 1017100-EG01 told to be one number in an importer's label records on GitHub",
  makes: [
    'Great Wall',
    'Great Wall Motor',
    'Great Wall Motors',
    'GWM',
    'Haval',
    'Wey',
    'ORA',
    'POER',
    '长城',
    '哈弗',
    '哈佛',
    '魏牌',
    '魏派',
    '坦克',
    '欧拉',
    '长城炮',
    '风骏',
  ],
  shapes: [
    { pattern: /^(\d{7}(?:X[A-Z0-9]{4,8}|A[A-Z]{2}\d{2}[A-Z]))$/, display: '$1' },
    { pattern: /^(\d{7})([A-Z0-9]{2,10})$/, display: '$1-$2', confidence: 0.95 },
  ],
});

/** A model or engine, then seven digits by QC/T 265, then a revision: `T15-1109111`, `A11-5605010BA`; or `301001157AA`. */
export const chery = shapeRule({
  name: 'chery-model-7',
  reason:
    'Chery numbers are the model or engine, the seven digits of QC/T 265 and letters of revision; later ones are nine digits and letters.',
  source:
    "Parts for maintenance with links to the maker's own shop, https://shop.chery.ru, such as 480-1012010, T15-1109111 and 301001157AA",
  makes: [
    'Chery',
    'Exeed',
    'Jetour',
    'Omoda',
    'Jaecoo',
    'iCAR',
    'Karry',
    'Cowin',
    'Qoros',
    '奇瑞',
    '星途',
    '捷途',
    '凯翼',
    '开瑞',
    '观致',
    '奇瑞汽车',
    '奇瑞新能源',
  ],
  shapes: [
    { pattern: /^(\d{9}[A-Z]{2}(?:[A-Z0-9]{2,4})?)$/, display: '$1' },
    { pattern: /^([A-Z]\d{2})(6GN\d{7})$/, display: '$1-$2' },
    { pattern: /^([A-Z0-9]{1,9}?)(\d{7}(?:[A-Z]{1,2})?)$/, display: '$1-$2', confidence: 0.95 },
  ],
});

/** A model, then seven digits by QC/T 265, often behind `BYD`: `BYDF3-2912011`; later eight digits and two: `10011023-00`. */
export const byd = shapeRule({
  name: 'byd-model-7',
  reason:
    'BYD numbers are the model and the seven digits of QC/T 265, with or without BYD in front; later ones are eight digits and two.',
  source:
    'Numbers of a trader who tells makes by them, such as BYDF32912011, 1001102300 and 1024272100 (public test of a parts service on GitHub)',
  makes: [
    'BYD',
    'Denza',
    'Yangwang',
    'Fangchengbao',
    '比亚迪',
    '腾势',
    '仰望',
    '方程豹',
    '比亚迪汽车',
    'BYD Auto',
  ],
  shapes: [
    { pattern: /^(\d{8})(\d{2})$/, display: '$1-$2', confidence: 0.95 },
    { pattern: /^(\d{8})$/, display: '$1', confidence: 0.9 },
    {
      pattern: /^((?:BYD)?[A-Z][A-Z0-9]{0,4}?)(\d{7}(?:[A-Z][A-Z0-9]{0,2})?)$/,
      display: '$1-$2',
      confidence: 0.95,
    },
  ],
  further: [
    {
      pattern: /^BYD([A-Z][A-Z0-9]{0,4}?\d{7}(?:[A-Z][A-Z0-9]{0,2})?)$/,
      key: '$1',
      reason: 'The trade leaves out BYD in front of the model.',
      confidence: 0.75,
    },
    {
      pattern: /^(?!BYD)([A-Z][A-Z0-9]{0,4}?\d{7}(?:[A-Z][A-Z0-9]{0,2})?)$/,
      key: 'BYD$1',
      reason: 'The trade leaves out BYD in front of the model.',
      confidence: 0.7,
    },
    {
      pattern: /^(\d{8})00$/,
      key: '$1',
      reason: '00 behind the eight digits is the first version, and is left out.',
      confidence: 0.7,
    },
    {
      pattern: /^(\d{8})$/,
      key: '$100',
      reason: '00 behind the eight digits is the first version, and is left out.',
      confidence: 0.6,
    },
  ],
});

/** Ten digits, and up to three for the version: `1136000118`; older ones an engine and seven digits: `4G18-1012100`. */
export const geely = shapeRule({
  name: 'geely-10',
  reason:
    'Geely numbers are ten digits and up to three more for the version; older ones are the engine or model and the seven digits of QC/T 265.',
  source:
    'Workshop manual of the FC with 4G18-1012100: https://www.carmanualsonline.info/amp/geely-fc-2008-workshop-manual/2/; filter 1056022300: https://dzen.ru/list/auto/maslianyi-filtr-na-geely-sc7',
  makes: [
    'Geely',
    'Lynk & Co',
    'Lynk',
    'Zeekr',
    'Livan',
    'Emgrand',
    'Englon',
    '吉利',
    '领克',
    '极氪',
    '几何',
    '吉利银河',
    '帝豪',
    '睿蓝',
    '英伦',
    '全球鹰',
    '枫叶',
    '吉利汽车',
  ],
  shapes: [
    { pattern: /^(\d{10})(\d{1,3})?$/, display: '$1$2' },
    { pattern: /^(G\d{10}(?:\d{1,3})?)$/, display: '$1', confidence: 0.9 },
    { pattern: /^([A-Z]\d{9})$/, display: '$1', confidence: 0.9 },
    { pattern: /^([A-Z0-9]{4})(\d{7})$/, display: '$1-$2', confidence: 0.9 },
  ],
  further: [
    {
      pattern: /^G(\d{10}(?:\d{1,3})?)$/,
      key: '$1',
      reason: 'Importers put a G in front of the ten digits.',
      confidence: 0.8,
    },
    {
      pattern: /^(\d{10}(?:\d{1,3})?)$/,
      key: 'G$1',
      reason: 'Importers put a G in front of the ten digits.',
      confidence: 0.6,
    },
  ],
});
