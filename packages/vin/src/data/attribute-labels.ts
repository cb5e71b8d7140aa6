/** What people call an attribute of a vehicle, and its values, in English and Chinese. */
export interface AttributeLabel {
  en: string;
  zh: string;
}

export const ATTRIBUTE_LABELS = {
  make: { en: 'Make', zh: '品牌' },
  model: { en: 'Model', zh: '车型' },
  year: { en: 'Model year', zh: '年款' },
  displacementL: { en: 'Engine displacement', zh: '发动机排量' },
  fuel: { en: 'Fuel', zh: '燃料类型' },
  cylinders: { en: 'Number of cylinders', zh: '气缸数' },
  powerKw: { en: 'Engine power', zh: '发动机功率' },
  body: { en: 'Body', zh: '车身形式' },
  doors: { en: 'Number of doors', zh: '车门数' },
  drive: { en: 'Driven wheels', zh: '驱动形式' },
  transmission: { en: 'Transmission', zh: '变速箱' },
  engineModel: { en: 'Engine model', zh: '发动机型号' },
} as const satisfies Record<string, AttributeLabel>;

export type AttributeName = keyof typeof ATTRIBUTE_LABELS;

/** vPIC's value, its Chinese name, and what else people write for it. */
export type ValueLabel = readonly [value: string, zh: string, ...also: string[]];

/**
 * Values as vPIC's element "Body Class" lists them (https://vpic.nhtsa.dot.gov/api/, GetVehicleVariableValuesList); the Chinese
 * names are those of GB/T 3730.1 and of the trade.
 */
const BODIES: readonly ValueLabel[] = [
  ['Sedan/Saloon', '三厢轿车', 'Sedan', 'Saloon', '轿车', '三厢', '三厢车'],
  ['Coupe', '双门轿跑车', '轿跑', '双门轿跑', '跑车'],
  ['Hatchback/Liftback/Notchback', '两厢轿车', 'Hatchback', 'Liftback', '掀背车', '两厢', '两厢车'],
  ['Wagon', '旅行车', 'Estate', 'Station Wagon', '旅行轿车'],
  ['Convertible/Cabriolet', '敞篷车', 'Convertible', 'Cabriolet', '软顶敞篷车'],
  ['Roadster', '双座敞篷跑车', '敞篷跑车'],
  ['Limousine', '加长轿车'],
  [
    'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)',
    'SUV/MPV 多用途车',
    'SUV',
    'MPV',
    '越野车',
    '多用途车',
  ],
  ['Crossover Utility Vehicle (CUV)', '跨界车', 'CUV', 'Crossover', '跨界 SUV'],
  ['Sport Utility Truck (SUT)', 'SUV 皮卡', 'SUT'],
  ['Minivan', '小型客车', '商务车'],
  ['Van', '厢式车', '面包车'],
  ['Cargo Van', '厢式货车'],
  ['Step Van / Walk-in Van', '步入式厢式货车', 'Step Van', 'Walk-in Van'],
  ['Pickup', '皮卡', 'Pickup Truck', 'Ute'],
  ['Truck', '货车', '卡车'],
  ['Truck-Tractor', '半挂牵引车', '牵引车'],
  ['Bus', '客车', 'Coach'],
  ['Bus - School Bus', '校车', 'School Bus'],
  ['Ambulance', '救护车'],
  ['Fire Apparatus', '消防车'],
  ['Motorhome', '房车', '旅居车'],
  ['Street Sweeper', '扫路车'],
  ['Trailer', '挂车'],
  ['Incomplete', '底盘 (不完整车辆)', '不完整车辆'],
  ['Incomplete - Bus Chassis', '客车底盘'],
  ['Incomplete - Chassis Cab (Double Cab)', '双排座驾驶室底盘'],
  ['Incomplete - Chassis Cab (Number of Cab Unknown)', '驾驶室底盘'],
  ['Incomplete - Chassis Cab (Single Cab)', '单排座驾驶室底盘'],
  ['Incomplete - Commercial Bus Chassis', '商用客车底盘'],
  ['Incomplete - Commercial Chassis', '商用车底盘'],
  ['Incomplete - Cutaway', '切口式底盘'],
  ['Incomplete - Glider', '无动力总成底盘'],
  ['Incomplete - Motor Coach Chassis', '长途客车底盘'],
  ['Incomplete - Motor Home Chassis', '房车底盘'],
  ['Incomplete - School Bus Chassis', '校车底盘'],
  ['Incomplete - Shuttle Bus Chassis', '班车底盘'],
  ['Incomplete - Stripped Chassis', '裸底盘'],
  ['Incomplete - Transit Bus Chassis', '公交车底盘'],
];

/** As vPIC's element "Fuel Type - Primary" lists them. */
const FUELS: readonly ValueLabel[] = [
  ['Gasoline', '汽油', 'Petrol', '汽油机'],
  ['Diesel', '柴油', '柴油机'],
  ['Electric', '纯电动', 'EV', 'BEV', '电动', '电', '纯电'],
  ['Flexible Fuel Vehicle (FFV)', '灵活燃料', 'FFV'],
  ['Natural Gas', '天然气'],
  ['Compressed Natural Gas (CNG)', '压缩天然气', 'CNG'],
  ['Liquefied Natural Gas (LNG)', '液化天然气', 'LNG'],
  ['Liquefied Petroleum Gas (propane or LPG)', '液化石油气', 'LPG', 'Autogas'],
  ['Ethanol (E85)', '乙醇汽油 E85', 'E85'],
  ['Neat Ethanol (E100)', '纯乙醇 E100', 'E100'],
  ['Methanol (M85)', '甲醇汽油 M85', 'M85'],
  ['Neat Methanol (M100)', '纯甲醇 M100', 'M100'],
  ['Compressed Hydrogen/Hydrogen', '氢气', 'Hydrogen', '氢'],
  ['Fuel Cell', '燃料电池'],
];

/** As vPIC's element "Drive Type" lists them. */
const DRIVES: readonly ValueLabel[] = [
  ['FWD/Front-Wheel Drive', '前轮驱动', 'FWD', 'Front-Wheel Drive', '前驱'],
  ['RWD/Rear-Wheel Drive', '后轮驱动', 'RWD', 'Rear-Wheel Drive', '后驱'],
  ['AWD/All-Wheel Drive', '全轮驱动', 'AWD', 'All-Wheel Drive', '全时四驱'],
  ['4WD/4-Wheel Drive/4x4', '四轮驱动', '4WD', '4x4', '4-Wheel Drive', '四驱'],
  ['2WD/4WD', '两驱/四驱可切换', '分时四驱'],
  ['4x2', '4×2 两驱', '2WD', '两驱'],
];

/** As vPIC's element "Transmission Style" lists them. */
const TRANSMISSIONS: readonly ValueLabel[] = [
  ['Automatic', '自动变速箱', 'AT', '自动挡', '自动', '手自一体'],
  ['Manual/Standard', '手动变速箱', 'Manual', 'MT', '手动挡', '手动'],
  ['Continuously Variable Transmission (CVT)', '无级变速箱', 'CVT', '无级变速'],
  ['Dual-Clutch Transmission (DCT)', '双离合变速箱', 'DCT', 'DSG', '双离合'],
  ['Automated Manual Transmission (AMT)', '机械式自动变速箱', 'AMT'],
  ['Electronic Continuously Variable (e-CVT)', '电子无级变速箱', 'e-CVT', 'ECVT', 'Electronic CVT'],
];

/** Where vPIC's own name is a definition or a list of words: what people say. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  'Sedan/Saloon': 'Sedan',
  'Hatchback/Liftback/Notchback': 'Hatchback',
  'Convertible/Cabriolet': 'Convertible',
  'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)': 'SUV/MPV',
  'Crossover Utility Vehicle (CUV)': 'Crossover',
  'Sport Utility Truck (SUT)': 'Sport utility truck',
  'Step Van / Walk-in Van': 'Step van',
  'Incomplete - Chassis Cab (Double Cab)': 'Chassis, double cab',
  'Incomplete - Chassis Cab (Number of Cab Unknown)': 'Chassis cab',
  'Incomplete - Chassis Cab (Single Cab)': 'Chassis, single cab',
  'Flexible Fuel Vehicle (FFV)': 'Flex fuel',
  'Compressed Natural Gas (CNG)': 'CNG',
  'Liquefied Natural Gas (LNG)': 'LNG',
  'Liquefied Petroleum Gas (propane or LPG)': 'LPG',
  'Compressed Hydrogen/Hydrogen': 'Hydrogen',
  'FWD/Front-Wheel Drive': 'Front-wheel drive',
  'RWD/Rear-Wheel Drive': 'Rear-wheel drive',
  'AWD/All-Wheel Drive': 'All-wheel drive',
  '4WD/4-Wheel Drive/4x4': 'Four-wheel drive',
  'Manual/Standard': 'Manual',
  'Continuously Variable Transmission (CVT)': 'CVT',
  'Dual-Clutch Transmission (DCT)': 'Dual-clutch',
  'Automated Manual Transmission (AMT)': 'Automated manual',
  'Electronic Continuously Variable (e-CVT)': 'e-CVT',
};

export const VALUE_LABELS: Partial<Record<AttributeName, readonly ValueLabel[]>> = {
  body: BODIES,
  fuel: FUELS,
  drive: DRIVES,
  transmission: TRANSMISSIONS,
};
