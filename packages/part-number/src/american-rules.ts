import { grouped, type MakeRule } from './make-rule.ts';

/** Eight digits: `12677836`. */
export const gm: MakeRule = {
  name: 'gm-8-digits',
  reason: 'General Motors numbers are eight digits, written without groups.',
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
    '雪佛兰',
    '别克',
    '凯迪拉克',
    '通用',
  ],
  fold(general) {
    if (!/^\d{8}$/.test(general)) return null;
    return { key: general, display: general, confidence: 1 };
  },
};

/** Prefix, base and suffix: `E7ZE-8501-A`; or a FINIS of seven digits, which is a number of its own. */
export const ford: MakeRule = {
  name: 'ford-prefix-base-suffix',
  reason:
    'Ford numbers are a four-place prefix, a base and a suffix of letters; the seven-digit FINIS is a second, separate number.',
  makes: ['Ford', 'Lincoln', 'Mercury', '福特', '林肯', '长安福特'],
  fold(general) {
    if (/^\d{7}$/.test(general))
      return { key: general, display: grouped(general, [1, 3, 3], ' '), confidence: 0.9 };
    const match = /^([A-Z0-9]{2}[A-Z0-9][A-Z])((?:\d{1,2}[A-Z])?\d{3,6}|\d[A-Z]\d{3})([A-Z]{1,3})$/.exec(
      general,
    );
    if (match === null || !/\d/.test(match[1] ?? '')) return null;
    return { key: general, display: `${match[1]}-${match[2]}-${match[3]}`, confidence: 1 };
  },
};

/** Eight digits and two letters of revision: `68191349AC`. */
export const mopar: MakeRule = {
  name: 'mopar-8-2',
  reason:
    'Chrysler numbers are eight digits with a two-letter revision, written without groups; another revision is another number.',
  makes: ['Chrysler', 'Dodge', 'Jeep', 'Ram', 'Plymouth', 'Mopar', '克莱斯勒', '道奇', '吉普'],
  fold(general) {
    if (!/^[A-Z0-9]{8}[A-Z]{2}$/.test(general) || !/\d{5}/.test(general)) return null;
    return { key: general, display: general, confidence: 1 };
  },
};
