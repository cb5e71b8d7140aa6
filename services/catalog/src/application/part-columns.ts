import { BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS } from '@qipei/interchange';

/**
 * Nothing is required or bounded here: what a row may say is for `readPartRow` to decide, which reports all that is
 * wrong with it together.
 */
export const PART_COLUMNS: readonly ColumnSpec[] = [
  { name: 'brand', type: 'text', expected: true, synonyms: BRAND_HEADINGS },
  {
    name: 'partNumber',
    type: 'text',
    expected: true,
    synonyms: [...PART_NUMBER_HEADINGS, '型号'],
  },
  {
    name: 'partType',
    type: 'text',
    expected: true,
    synonyms: ['type', '品类', '配件类型', '零件类型', '产品类型', '标准名称'],
  },
  { name: 'nameZh', type: 'text', mayBeLeftOut: true, synonyms: ['中文名', '中文名称', '名称', '配件名称'] },
  { name: 'nameEn', type: 'text', mayBeLeftOut: true, synonyms: ['name', '英文名', '英文名称'] },
  { name: 'description', type: 'text', mayBeLeftOut: true, synonyms: ['描述', '说明', '备注'] },
  { name: 'oeNumbers', type: 'list', synonyms: ['oe', 'oem', 'oeNumber', 'oe号', '原厂号', '原厂编码'] },
  { name: 'crossReferences', type: 'list', synonyms: ['crossReference', '互换号', '替换号'] },
  { name: 'comparables', type: 'list', synonyms: ['comparable', '参考号'] },
  { name: 'attributes', type: 'attributes', mayBeLeftOut: true, synonyms: ['参数', '规格', '属性'] },
  { name: 'positions', type: 'list', mayBeLeftOut: true, synonyms: ['position', '位置', '安装位置'] },
  { name: 'packQuantity', type: 'text', synonyms: ['packSize', '包装数量', '装箱数'] },
  { name: 'gtin', type: 'text', mayBeLeftOut: true, synonyms: ['ean', 'upc', '条码', '条形码'] },
  { name: 'supersededBy', type: 'list', objects: true, synonyms: ['replacedBy', '替代号', '新号'] },
  { name: 'supersedes', type: 'list', objects: true, synonyms: ['replaces', '旧号', '被替代号'] },
  { name: 'accessories', type: 'list', objects: true, synonyms: ['accessory', '附件', '配套件'] },
  {
    name: 'kitComponents',
    type: 'list',
    objects: true,
    synonyms: ['components', 'kit', '组成', '套件组成', '包含'],
  },
  { name: 'partOf', type: 'list', objects: true, synonyms: ['所属套件', '所属总成'] },
  { name: 'lifecycle', type: 'text', synonyms: ['状态', '销售状态'] },
  { name: 'visibility', type: 'text', synonyms: ['可见性'] },
  { name: 'action', type: 'text', synonyms: ['操作'] },
];
