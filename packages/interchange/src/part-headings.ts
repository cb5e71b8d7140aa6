/** Headings under which files of the trade name the part that a row is about, alike in every kind of file. */
export const BRAND_HEADINGS = ['品牌', '牌子', '配件品牌', '产品品牌', 'brandName'] as const;

export const PART_NUMBER_HEADINGS = [
  '零件号',
  '零件编号',
  '配件号',
  '配件编号',
  '配件编码',
  '产品编号',
  '产品编码',
  '货号',
  '编码',
  'partNo',
  'number',
  'sku',
] as const;

/** Further words for the actions of a row, by the action. */
export const ACTION_WORDS: Readonly<Record<string, 'set' | 'delete'>> = {
  upsert: 'set',
  add: 'set',
  update: 'set',
  新增: 'set',
  更新: 'set',
  remove: 'delete',
  删除: 'delete',
};
