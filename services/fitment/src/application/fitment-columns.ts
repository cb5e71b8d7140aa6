import { ACTION_WORDS, BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS } from '@qipei/interchange';

const YEAR = { type: 'integer', min: 1900, max: 2100 } as const;

/** The columns of a fitment file. */
export const FITMENT_COLUMNS: ColumnSpec[] = [
  { name: 'brand', type: 'text', required: true, maxLength: 100, synonyms: BRAND_HEADINGS },
  {
    name: 'partNumber',
    type: 'text',
    required: true,
    maxLength: 64,
    synonyms: PART_NUMBER_HEADINGS,
  },
  {
    name: 'make',
    type: 'text',
    required: true,
    maxLength: 100,
    synonyms: ['车辆品牌', '汽车品牌', '厂牌', '车辆厂家'],
  },
  { name: 'model', type: 'text', required: true, maxLength: 100, synonyms: ['车型', '车系'] },
  {
    name: 'yearFrom',
    required: true,
    ...YEAR,
    synonyms: ['起始年份', '开始年份', '年份起', 'from year', 'start year'],
  },
  { name: 'yearTo', ...YEAR, synonyms: ['终止年份', '结束年份', '年份止', 'to year', 'end year'] },
  {
    name: 'displacementL',
    type: 'decimal-text',
    maxLength: 8,
    synonyms: ['排量', 'displacement', 'engine size'],
  },
  { name: 'cylinders', type: 'integer', min: 1, max: 32, synonyms: ['气缸数', '缸数'] },
  { name: 'fuel', type: 'text', maxLength: 60, synonyms: ['燃料', '燃油类型', 'fuel type'] },
  { name: 'body', type: 'text', maxLength: 80, synonyms: ['车身', '车身形式', 'body class'] },
  { name: 'position', type: 'text', maxLength: 60, synonyms: ['位置', '安装位置'] },
  { name: 'quantity', type: 'integer', min: 1, max: 1_000, synonyms: ['单车用量', '用量', '数量', 'qty'] },
  { name: 'qualifiers', type: 'list', maxLength: 200, max: 20, synonyms: ['限定条件', '条件'] },
  { name: 'note', type: 'text', maxLength: 500, synonyms: ['备注', '说明', 'notes'] },
  {
    name: 'action',
    type: 'enum',
    values: ['set', 'delete'],
    valueSynonyms: ACTION_WORDS,
    synonyms: ['操作'],
  },
];
