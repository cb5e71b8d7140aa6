import { ACTION_WORDS, type ColumnSpec } from '@qipei/interchange';

const text = (name: string, maxLength: number, ...synonyms: string[]): ColumnSpec => ({
  ...{ name, type: 'text', maxLength, synonyms },
});
const whole = (name: string, min: number, max: number, ...synonyms: string[]): ColumnSpec => ({
  ...{ name, type: 'integer', min, max, synonyms },
});
const list = (name: string, ...synonyms: string[]): ColumnSpec => ({
  ...{ name, type: 'list', maxLength: 140, max: 500, synonyms },
});

/** Watts of a metric horsepower (PS, 马力) and of one of 550 ft·lbf/s (hp): NIST Special Publication 811, appendix B.8. */
const WATTS_OF_PS = 735.49875;
const WATTS_OF_HP = 745.69987;

/** A number in another unit as a whole number in this one; what isn't a number stays for the reader to refuse. */
function converted(factor: number): (text: string) => string {
  return (value) => (/^\d+(?:\.\d+)?$/.test(value) ? String(Math.round(Number(value) * factor)) : value);
}

export function kilowattsOf(ps: number): number {
  return Math.round((ps * WATTS_OF_PS) / 1_000);
}

export function horsepowerOf(kw: number): number {
  return Math.round((kw * 1_000) / WATTS_OF_PS);
}

/** The columns of a file of vehicles. None is required: what a row must have depends on what it is about. */
export const VEHICLE_COLUMNS: ColumnSpec[] = [
  text('vehicleId', 80, '平台车型ID', '平台车型编号'),
  text('ownId', 100, 'id', '车型编号', '车型ID', '车型编码', '编号', 'levelId', '力洋ID', 'vehicleKey'),
  {
    ...{ name: 'level', type: 'enum', synonyms: ['层级', '级别'] },
    values: ['make', 'model', 'generation', 'variant', 'base-vehicle'],
    valueSynonyms: { 品牌: 'make', 车系: 'model', 代: 'generation', 车型: 'variant', 年款: 'base-vehicle' },
  },
  text('make', 100, '品牌', '车辆品牌', '汽车品牌', '厂牌', '厂家', '车辆厂家', 'brand', 'manufacturer'),
  text('makeZh', 100, '品牌中文', '中文品牌', 'makeNameZh'),
  text('model', 100, '车系', '车系名称', 'series', 'modelName'),
  text('modelZh', 100, '车系中文', '中文车系', 'modelNameZh'),
  text('generation', 100, '代', '代际', '世代', 'generationName'),
  text('generationZh', 100, '代中文'),
  text('chassisCode', 40, '底盘号', '底盘代码', '底盘代号', 'chassis', 'platform'),
  text('name', 200, '英文名称', 'variant', 'trim', 'nameEn'),
  text('nameZh', 200, '车型', '车型名称', '销售名称', '款型', '中文名称', 'variantZh'),
  whole('modelYear', 1886, 2100, '年款', '年份', 'year'),
  text('years', 60, '生产年份', '生产时间', '年份范围', '年款范围', 'builtYears', 'production'),
  text(
    'yearFrom',
    40,
    '起始年份',
    '开始年份',
    '上市时间',
    '生产起始',
    '投产时间',
    'from',
    'builtFrom',
    'startYear',
  ),
  text('yearTo', 40, '终止年份', '结束年份', '停产时间', '停产年份', '生产结束', 'to', 'builtTo', 'endYear'),
  text('engineCode', 100, '发动机型号', '发动机代码', 'engine'),
  {
    ...text('displacementL', 10, '排量(升)', '排量升', '排量L', '排量'),
    type: 'decimal-text',
    min: 0,
    max: 30,
  },
  whole('displacementCc', 0, 30_000, '排量(cc)', '排量cc', '排量毫升', '排量(毫升)', 'cc', 'ccm'),
  text('fuel', 60, '燃料', '燃油类型', '燃料类型', '燃料形式', 'fuelType'),
  {
    ...whole('powerKw', 0, 5_000, '功率', '功率(kW)', '功率kw', '最大功率', '最大功率(kW)', 'kw'),
    units: {
      ps: converted(WATTS_OF_PS / 1_000),
      马力: converted(WATTS_OF_PS / 1_000),
      hp: converted(WATTS_OF_HP / 1_000),
    },
  },
  {
    ...whole('powerPs', 0, 7_000, '马力', '最大马力', '马力(ps)', '最大马力(ps)', '功率(ps)', 'ps'),
    units: { kw: converted(1_000 / WATTS_OF_PS), hp: converted(WATTS_OF_HP / WATTS_OF_PS) },
  },
  whole('cylinders', 0, 32, '气缸数', '缸数'),
  text('body', 80, '车身', '车身形式', '车身结构', 'bodyClass', 'bodyType'),
  whole('doors', 0, 12, '车门数', '门数'),
  text('drive', 60, '驱动', '驱动方式', '驱动形式', 'driveType'),
  text('transmission', 80, '变速箱', '变速器', '变速箱类型', '变速器描述', 'gearbox'),
  text('market', 40, '市场', '销售市场', 'region'),
  text('emission', 60, '排放标准', '环保标准', '排放', 'emissionStandard'),
  list('externalIds', '外部编号', '外部ID', 'externalId'),
  list('ktypePc', 'ktype', 'k-type', 'kTypNr', 'ktypnr', 'TecDoc', 'TecDoc编号', 'ktype.pc'),
  list('ktypeCv', '商用车ktype', 'ktype.cv'),
  list('vcdbBaseVehicle', 'baseVehicleId', 'vcdb.baseVehicle'),
  list('vcdbVehicle', 'vcdbVehicleId', 'vcdb.vehicle'),
  list('replaces', '替代', '取代'),
  text('mergedInto', 140, '合并到', '并入'),
  list('takesOver', '接管编号'),
  text('reason', 200, '原因', '变更原因'),
  {
    ...{ name: 'action', type: 'enum', values: ['set', 'delete'], valueSynonyms: ACTION_WORDS },
    synonyms: ['操作'],
  },
];

/** Columns whose bare numbers are external ids of one kind. */
export const EXTERNAL_ID_COLUMNS = {
  ktypePc: 'ktype.pc',
  ktypeCv: 'ktype.cv',
  vcdbBaseVehicle: 'vcdb.baseVehicle',
  vcdbVehicle: 'vcdb.vehicle',
} as const;
