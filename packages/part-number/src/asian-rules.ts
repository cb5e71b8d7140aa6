import { grouped, type MakeRule } from './make-rule.ts';

/** 5-5, and -2 for the colour: `90915-YZZJ3`, `04152-YZZA1`. */
export const toyota: MakeRule = {
  name: 'toyota-5-5',
  reason: 'Toyota groups 5-5 with two more for the colour; leading zeros count.',
  makes: ['Toyota', 'Lexus', 'Scion', 'Daihatsu', 'Hino', '丰田', '雷克萨斯', '大发'],
  fold(general) {
    if (!/^[A-Z0-9]{10}([A-Z0-9]{2})?$/.test(general) || !/^\d/.test(general)) return null;
    return { key: general, display: grouped(general, [5, 5, 2], '-'), confidence: 1 };
  },
};

/** 5-3-3 and more: `14400-PR4-A01`. Neighbouring numbers differ in one digit, so nothing is folded. */
export const honda: MakeRule = {
  name: 'honda-as-written',
  reason:
    'Honda groups 5-3-3; numbers that differ in a single digit are different parts, so nothing beyond the general key is folded.',
  makes: ['Honda', 'Acura', '本田', '讴歌'],
  fold(general) {
    if (!/^\d{5}[A-Z0-9]{3}[A-Z0-9]{3,5}$/.test(general)) return null;
    return { key: general, display: grouped(general, [5, 3], '-'), confidence: 1 };
  },
};

/** 5-5: `13028-0B700`. */
export const nissan: MakeRule = {
  name: 'nissan-5-5',
  reason: 'Nissan groups 5-5.',
  makes: ['Nissan', 'Infiniti', 'Datsun', '日产', '英菲尼迪', '东风日产', '启辰'],
  fold(general) {
    if (!/^[A-Z0-9]{10}$/.test(general)) return null;
    return { key: general, display: grouped(general, [5, 5], '-'), confidence: 1 };
  },
};

/** 5-5, and two or three more for the colour: `58302-1GA00`. */
export const hyundaiKia: MakeRule = {
  name: 'hyundai-kia-5-5',
  reason: 'Hyundai and Kia share one system of 5-5, with two or three more for the colour.',
  makes: ['Hyundai', 'Kia', 'Genesis', '现代', '起亚', '捷尼赛思', '北京现代'],
  fold(general) {
    if (!/^[A-Z0-9]{10}([A-Z0-9]{2,3})?$/.test(general) || !/^\d/.test(general)) return null;
    return { key: general, display: grouped(general, [5, 5], '-'), confidence: 1 };
  },
};

/** 4-2-3 or 4-2-4: `B6Y1-14-302A`. */
export const mazda: MakeRule = {
  name: 'mazda-4-2-3',
  reason: 'Mazda groups 4-2-3 with a letter for the revision.',
  makes: ['Mazda', '马自达'],
  fold(general) {
    if (!/^[A-Z0-9]{4}\d{2}[A-Z0-9]{3,5}$/.test(general)) return null;
    return { key: general, display: grouped(general, [4, 2], '-'), confidence: 1 };
  },
};

/** Subgroup of four, part of three, then source and change code: `3501013-K11001`. */
export const chinaStandard: MakeRule = {
  name: 'qc-t-265',
  reason: 'QC/T 265: four digits of subgroup and three of the part, then the source and change code.',
  makes: [
    'Great Wall',
    'Haval',
    'GWM',
    'Wey',
    'Chery',
    'Exeed',
    'Jetour',
    'Changan',
    'JAC',
    'Foton',
    'Dongfeng',
    'FAW',
    'BAIC',
    'GAC',
    'Trumpchi',
    'Lifan',
    'BYD',
    'Geely',
    '长城',
    '哈弗',
    '魏牌',
    '奇瑞',
    '星途',
    '捷途',
    '长安',
    '江淮',
    '福田',
    '东风',
    '一汽',
    '北汽',
    '广汽',
    '传祺',
    '力帆',
    '比亚迪',
    '吉利',
  ],
  fold(general) {
    if (!/^\d{7}[A-Z0-9]{2,10}$/.test(general)) return null;
    return { key: general, display: grouped(general, [7], '-'), confidence: 0.95 };
  },
};
