import { shapeRule } from '../shape-rule.ts';

/** Ten characters in 1-3-3-3: `0 986 494 294`, `F 026 407 123`. */
export const bosch = shapeRule({
  name: 'bosch-10',
  reason: 'Bosch numbers are ten characters in 1-3-3-3; letters took the place of digits when these ran out.',
  source: 'How Bosch numbers its products: https://www.dunfan.ru/bosch.htm',
  makes: ['Bosch', 'Robert Bosch', '博世', '联合电子', 'UAES'],
  shapes: [{ pattern: /^([0-9A-Z])(\d{3})([0-9A-Z]{3})([0-9A-Z]{3})$/, display: '$1 $2 $3 $4' }],
  sharedPrefix: {
    stem: /^([0-9A-Z]\d{3}[0-9A-Z]{3})\d{3}$/,
    piece: /^\d{3}$/,
    reason: 'Three digits after a slash are other last digits of the number before it.',
    confidence: 0.6,
  },
});

/** 6-4 of the maker, `260340-0500`; or the letters and digits of the trade's range, `DCP50019`, `IK20TT`, `K16R-U11`. */
export const denso = shapeRule({
  name: 'denso-6-4',
  reason: "Denso numbers are six and four digits; spark plugs and the trade's range have letters in front.",
  source:
    'Reading Denso numbers: https://eatsip365.com/a-guide-to-reading-denso-automotive-parts; spark plugs: https://www.kingpartswarehouse.com.au/blogs/news/understanding-denso-spark-plug-numbering-system',
  makes: ['Denso', 'Nippondenso', '电装', '日本电装'],
  shapes: [
    { pattern: /^(\d{6})(\d{4})$/, display: '$1-$2' },
    { pattern: /^(\d{3})(\d{4})$/, display: '$1-$2', confidence: 0.9 },
    { pattern: /^(D[A-Z]{2,3}\d{4,6})$/, display: '$1' },
    { pattern: /^([A-Z]{1,4}\d{2}[A-Z]{0,3}R)(U\d{2})$/, display: '$1-$2', confidence: 0.95 },
    { pattern: /^([A-Z]{1,4}\d{2}[A-Z]{0,4}?)(U?\d{0,2})$/, display: '$1$2', confidence: 0.95 },
  ],
});

const FILTER_SLASH = /^[A-Z]{1,3}[ -]?\d{1,4}(?: ?\d{3})?\/\d{1,3}(?: ?[A-Z]{1,2})?$/;

/** Letters of the kind, diameter or height, variant behind a slash: `W 712/52`, `HU 816 X`, `C 27 154/1`. */
export const mann = shapeRule({
  name: 'mann-filter-kind-size',
  reason:
    'MANN-FILTER writes the kind in letters, then the size, and the variant behind a slash that belongs to the number.',
  source:
    'Comparison list of MANN+HUMMEL: http://issuu.com/wlchlibollier/docs/mann_hummel_vgl_2012_part1/372',
  makes: ['MANN-FILTER', 'Mann', 'Mann+Hummel', '曼牌', '曼牌滤清器', '曼胡默尔', '曼滤'],
  shapes: [{ pattern: /^([A-Z]{1,3})(\d{2,8})([A-Z]{0,2})$/, display: '$1 $2 $3' }],
  slashed: FILTER_SLASH,
});

/** Letters of the kind, number, variant: `OC 90`, `OX 188D`, `LX 1006/1D`. */
export const mahle = shapeRule({
  name: 'mahle-kind-number',
  reason:
    'MAHLE and Knecht write the kind in letters, then the number, and the variant behind a slash of its own.',
  source: 'Filters as traders list them, such as OX 188D, OC 593/4 and LX 1006/1D',
  makes: ['Mahle', 'Knecht', 'Mahle Original', 'Mahle Knecht', '马勒', '克奈希特'],
  shapes: [{ pattern: /^([A-Z]{1,3})(\d{1,7})([A-Z]{0,3})$/, display: '$1 $2$3' }],
  slashed: FILTER_SLASH,
});

/** The coded plug number, `BKR6E-11`, `ILZKR7B11S`; or the stock number of three to five digits. */
export const ngk = shapeRule({
  name: 'ngk-plug-or-stock',
  reason:
    'NGK gives each plug a coded number and a stock number of digits, which are two numbers of one plug.',
  source:
    'Part and stock numbers: https://ngksparkplugs.com/en/resources/decoding-spark-plug-part-and-stock-numbers',
  makes: ['NGK', 'NTK', 'NGK NTK', 'Niterra', '恩吉凯'],
  shapes: [
    { pattern: /^(\d{3,5})$/, display: '$1' },
    { pattern: /^(S?I[A-Z]{1,4}\d{1,2}[A-Z]{1,3}\d{1,2}[A-Z]?)$/, display: '$1' },
    { pattern: /^([A-Z]{1,6}\d{1,2}[A-Z]{1,4})(\d{1,2}[A-Z]?)$/, display: '$1-$2', confidence: 0.95 },
    { pattern: /^([A-Z]{1,6}\d{1,2}[A-Z]{0,4})$/, display: '$1' },
  ],
});

/** Six digits: `826317`. */
export const valeo = shapeRule({
  name: 'valeo-6',
  reason: 'Valeo numbers of the trade are six digits, written without groups.',
  source: 'Valeo numbers as traders list them, such as clutch kits 826317 and 845077, wiper 575832',
  makes: ['Valeo', '法雷奥'],
  shapes: [{ pattern: /^(\d{6})$/, display: '$1' }],
  misread: ['O0', 'I1'],
});

/** Six digits 3-3 for dampers, ten in 4-3-3 for clutches and gearboxes: `315 087`, `3000 951 515`, `0501 322 297`. */
export const zfSachs = shapeRule({
  name: 'zf-sachs-4-3-3',
  reason: 'Sachs dampers are six digits in 3-3; ZF and Sachs assemblies ten digits in 4-3-3.',
  source: 'Numbers as traders list them, such as damper 315 087 of Sachs and 0501 322 297 of ZF',
  makes: ['Sachs', 'ZF', 'ZF Sachs', 'ZF Aftermarket', '萨克斯', '采埃孚'],
  shapes: [
    { pattern: /^(\d{3})(\d{3})$/, display: '$1 $2' },
    { pattern: /^(\d{4})(\d{3})(\d{3})$/, display: '$1 $2 $3' },
  ],
  misread: ['O0', 'I1'],
});

/** Letters of the kit and its number: `VKBA 3660`, `VKM 12500`, `BAH-0036`. */
export const skf = shapeRule({
  name: 'skf-kit',
  reason: 'SKF kits for vehicles are three or four letters and four or five digits.',
  source:
    'Kits of SKF beside those of FAG, SNR and others, such as VKBA 1344 and VKM 12500, in a list of a bearing trader in Belarus (https://github.com/ArtemFilin1990/Mar)',
  makes: ['SKF', '斯凯孚'],
  shapes: [
    { pattern: /^(VK[A-Z]{1,3})(\d{4,6})([A-Z]{0,2})$/, display: '$1 $2 $3' },
    { pattern: /^(BA[A-Z]{1,2})(\d{3,6}[A-Z]{0,3})$/, display: '$1-$2', confidence: 0.95 },
  ],
});

/** Eleven digits in 2.4-4.1: `13.0460-7186.2`. */
export const ate = shapeRule({
  name: 'ate-2-4-4-1',
  reason: 'ATE numbers are eleven digits in groups of 2, 4, 4 and 1 with dots and a dash.',
  source: 'Brake pads as traders list them, such as 13.0460-7186.2 and 13.0460-4064.2',
  makes: [
    'ATE',
    'Continental',
    'Continental Teves',
    'Continental ATE',
    'Teves',
    '大陆',
    '大陆特威斯',
    '马牌',
  ],
  shapes: [{ pattern: /^(\d{2})(\d{4})(\d{4})(\d)$/, display: '$1.$2-$3.$4' }],
  misread: ['O0', 'I1'],
});

/** Three characters and nine digits: `8GA 006 841-241`. */
export const hella = shapeRule({
  name: 'hella-3-3-3-3',
  reason: 'Hella numbers are three characters of the kind and nine digits in groups of three.',
  source: "Numbers of a workshop's stock list on GitHub, such as 8GA006841-241 and 8GH178555-011",
  makes: ['Hella', '海拉'],
  shapes: [{ pattern: /^(\d[A-Z]{2})(\d{3})(\d{3})(\d{3})$/, display: '$1 $2 $3-$4' }],
  misread: [],
});
