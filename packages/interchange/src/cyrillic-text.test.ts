import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { isCyrillic } from './cyrillic-text.ts';

it.each(['Артикул;Наименование;Производитель', 'АРТИКУЛ;ЦЕНА', 'Гальмівний диск; їжак; №5', 'brand;Бренд'])(
  'Cyrillic: %s',
  (text) => expect(isCyrillic(iconv.encode(text, 'windows-1251'))).toBe(true),
);

// Of every word of Chinese that names a column, and of many that name parts.
it.each([
  ...[
    '品牌',
    '零件号,名称',
    '编码,品名,原厂号',
    '数量',
    '适用车型;年款',
    '刹车片',
    '机油滤清器',
    '前保险杠',
    '火花塞',
  ],
  ...['空调压缩机', '减震器', '轮毂轴承', '雨刮片', '水泵', '正时皮带', '氧传感器', '节气门', '三元催化'],
  ...['鲟鳇鱿鲢', '库存,价格,备注', '铸造厂', '鑫鑫鑫', '汽车配件有限公司 2024'],
])('Chinese: %s', (text) => expect(isCyrillic(iconv.encode(text, 'gb18030'))).toBe(false));

it.each(['Größe;Kühler', 'Étrier à étriers créés', 'Dirección;código;año', 'ÄÖÜ', 'Ærøskøbing'])(
  'Western: %s',
  (text) => expect(isCyrillic(iconv.encode(text, 'windows-1252'))).toBe(false),
);
