import { ACTION_WORDS, BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS } from '@qipei/interchange';

const YEAR = { type: 'integer', min: 1900, max: 2100 } as const;

const QUANTITY_HEADINGS = [
  ...[
    '单车用量',
    '用量',
    '数量',
    'qty',
    '每车用量',
    '每车数量',
    '单车数量',
    '装车量',
    '装车数量',
    '件/车',
    '个/车',
  ],
  ...['qty per car', 'qty per vehicle', 'qty/vehicle', 'qty/car', 'per car qty', 'quantity per vehicle'],
  ...['quantity per car', 'quantity per application', 'quantity per app', 'qty per app', 'qty req'],
  ...['qty required', 'quantity required'],
];

/** The columns of a fitment file. */
export const FITMENT_COLUMNS: ColumnSpec[] = [
  { name: 'brand', type: 'text', required: true, maxLength: 100, synonyms: BRAND_HEADINGS },
  {
    name: 'partNumber',
    type: 'text',
    required: true,
    maxLength: 64,
    holdsCodes: true,
    synonyms: PART_NUMBER_HEADINGS,
  },
  {
    // Typed, as `vcdb.baseVehicle:2771`: a model in one year, in place of make, model and years.
    name: 'baseVehicle',
    narrows: true,
    type: 'text',
    maxLength: 100,
    synonyms: ['base vehicle', 'base vehicle id', 'baseVehicleId', '基础车型'],
  },
  {
    // A row needs make and model, by name or as typed ids such as `vcdb.make:46`, where it has no base vehicle.
    name: 'make',
    narrows: true,
    type: 'text',
    maxLength: 100,
    synonyms: ['车辆品牌', '汽车品牌', '厂牌', '车辆厂家'],
  },
  {
    name: 'model',
    narrows: true,
    type: 'text',
    maxLength: 100,
    holdsCodes: true,
    synonyms: ['车型', '车系'],
  },
  {
    // Each row needs it or the dates of production.
    name: 'yearFrom',
    narrows: true,
    ...YEAR,
    synonyms: ['起始年份', '开始年份', '年份起', 'from year', 'start year'],
  },
  {
    name: 'yearTo',
    narrows: true,
    ...YEAR,
    synonyms: ['终止年份', '结束年份', '年份止', 'to year', 'end year'],
  },
  {
    // The first and the last year in one cell.
    ...{
      name: 'years',
      narrows: true,
      type: 'text',
      maxLength: 40,
      years: { from: 'yearFrom', to: 'yearTo' },
    },
    synonyms: ['year range', '年份范围', '年份区间', '适用年份', '年款范围'],
  },
  {
    name: 'displacementL',
    narrows: true,
    type: 'decimal-text',
    maxLength: 8,
    // `2.5L`: a `T` behind it says more than the size, and stays what can't be read.
    endings: ['litres', 'liters', 'litre', 'liter', 'l', '升'],
    synonyms: [
      '排量',
      '发动机排量',
      'displacement',
      'engine displacement',
      'engine size',
      'liter',
      'litre',
      'liters',
    ],
  },
  {
    name: 'cylinders',
    narrows: true,
    type: 'integer',
    min: 1,
    max: 32,
    synonyms: ['气缸数', '缸数', 'cyl', 'engine cylinders'],
  },
  { name: 'fuel', narrows: true, type: 'text', maxLength: 60, synonyms: ['燃料', '燃油类型', 'fuel type'] },
  { name: 'body', narrows: true, type: 'text', maxLength: 80, synonyms: ['车身', '车身形式', 'body class'] },
  {
    name: 'engineModel',
    narrows: true,
    type: 'text',
    maxLength: 80,
    holdsCodes: true,
    synonyms: ['发动机型号', '发动机代码', '发动机代号', 'engine code', 'engine'],
  },
  {
    name: 'drive',
    narrows: true,
    type: 'text',
    maxLength: 60,
    synonyms: ['驱动方式', '驱动形式', '驱动', 'drive type', 'drivetrain'],
  },
  {
    name: 'transmission',
    narrows: true,
    type: 'text',
    maxLength: 60,
    synonyms: ['变速箱', '变速器', '变速箱类型', '变速器类型', 'gearbox', 'transmission type'],
  },
  {
    name: 'production',
    narrows: true,
    type: 'text',
    maxLength: 60,
    synonyms: [
      '生产日期',
      '生产年月',
      '生产时间',
      '生产年份',
      'production date',
      'production dates',
      'built',
    ],
  },
  {
    name: 'producedFrom',
    narrows: true,
    type: 'text',
    maxLength: 40,
    synonyms: [
      ...['生产日期起', '生产起始', '起始生产日期', '开始生产日期', '生产开始日期', '投产日期'],
      ...['production from', 'built from', 'production start', 'start of production'],
    ],
  },
  {
    name: 'producedTo',
    narrows: true,
    type: 'text',
    maxLength: 40,
    synonyms: [
      ...['生产日期止', '生产截止', '终止生产日期', '结束生产日期', '生产结束日期', '停产日期'],
      ...['production to', 'built to', 'built until', 'production end', 'end of production'],
    ],
  },
  {
    // Of vehicles, by the ids of a table, as `vcdb.subModel:39`.
    name: 'attributes',
    narrows: true,
    type: 'list',
    maxLength: 100,
    max: 60,
    synonyms: ['vehicle attributes', '车辆属性'],
  },
  {
    // Typed, as `pcdb.partTerminology:1896`.
    name: 'partType',
    type: 'text',
    maxLength: 100,
    synonyms: ['part type', 'part terminology', '零件类型'],
  },
  { name: 'position', narrows: true, type: 'text', maxLength: 200, synonyms: ['位置', '安装位置'] },
  { name: 'quantity', type: 'integer', min: 1, max: 1_000, synonyms: QUANTITY_HEADINGS },
  {
    name: 'qualifiers',
    narrows: true,
    type: 'list',
    maxLength: 2_000,
    max: 50,
    synonyms: ['限定条件', '条件'],
  },
  { name: 'note', narrows: true, type: 'text', maxLength: 4_000, synonyms: ['备注', '说明', 'notes'] },
  // What an ACES app says beside where the part fits. Bounds are wide: a row isn't refused for what only accompanies it.
  {
    ...{ name: 'labels', type: 'list', maxLength: 2_000, max: 2_000 },
    synonyms: ['manufacturer label', 'manufacturer labels', 'mfr label', '厂家标签'],
  },
  { name: 'subBrand', type: 'text', maxLength: 200, synonyms: ['子品牌'] },
  {
    ...{ name: 'assets', type: 'list', maxLength: 4_000, max: 2_000, feedAssets: true },
    synonyms: ['图片资源'],
  },
  { name: 'displayOrder', type: 'text', maxLength: 200, synonyms: ['显示顺序'] },
  { name: 'validate', type: 'enum', values: ['no', 'yes'] },
  { name: 'feedReference', type: 'text', maxLength: 2_000 },
  { name: 'feed', type: 'text', maxLength: 200, synonyms: ['来源', '数据来源', 'source', 'data source'] },
  {
    name: 'release',
    type: 'text',
    maxLength: 60,
    synonyms: ['版本', '数据版本', '发布版本', 'data release'],
  },
  {
    name: 'record',
    type: 'text',
    maxLength: 100,
    synonyms: ['记录号', '记录编号', '数据编号', 'record id', 'source id'],
  },
  {
    name: 'confidence',
    type: 'decimal-text',
    min: 0,
    max: 1,
    maxLength: 8,
    synonyms: ['可信度', '置信度'],
  },
  {
    name: 'action',
    type: 'enum',
    values: ['set', 'delete'],
    valueSynonyms: ACTION_WORDS,
    synonyms: ['操作'],
  },
];
