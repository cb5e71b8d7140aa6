import type { PartCategory, PartSection } from '../part-type.ts';
import { BODY, INTERIOR } from './body.ts';
import { BRAKES } from './brakes.ts';
import { readTypes } from './data-file.ts';
import { TRANSMISSION } from './driveline.ts';
import { ELECTRIC_DRIVE, ELECTRICAL, LIGHTING, SENSORS } from './electrical.ts';
import { ENGINE } from './engine.ts';
import { EXHAUST, FUEL, IGNITION } from './engine-systems.ts';
import type { PartTypeRow } from './row.ts';
import { FILTERS, FLUIDS, WIPERS } from './service.ts';
import { STEERING, WHEELS } from './steering-and-wheels.ts';
import { SUSPENSION } from './suspension.ts';
import { CLIMATE, COOLING } from './thermal.ts';

export const SECTIONS: readonly PartSection[] = [
  ['maintenance', '保养件', 'Maintenance'],
  ['chassis', '底盘', 'Chassis'],
  ['powertrain', '动力与传动', 'Powertrain'],
  ['thermal', '热管理', 'Cooling and climate'],
  ['electrics', '电气', 'Electrics and electronics'],
  ['body-and-interior', '车身与内饰', 'Body and interior'],
  ['general', '通用件与用品', 'General parts and accessories'],
].map(([id = '', nameZh = '', nameEn = '']) => ({ id, nameZh, nameEn }));

/** The common types of a category stand here and come first; `data/<category>.csv` holds the others. */
const CATEGORIES: readonly [
  id: string,
  section: string,
  nameZh: string,
  nameEn: string,
  rows: readonly PartTypeRow[],
][] = [
  ['filters', 'maintenance', '滤清器', 'Filters', FILTERS],
  ['fluids', 'maintenance', '油液', 'Fluids', FLUIDS],
  ['wipers', 'maintenance', '雨刮系统', 'Wipers and washers', WIPERS],
  ['brakes', 'chassis', '制动系统', 'Brakes', BRAKES],
  ['suspension', 'chassis', '悬挂系统', 'Suspension', SUSPENSION],
  ['steering', 'chassis', '转向系统', 'Steering', STEERING],
  ['wheels', 'chassis', '车轮', 'Wheels', WHEELS],
  ['engine', 'powertrain', '发动机', 'Engine', ENGINE],
  ['ignition', 'powertrain', '点火系统', 'Ignition', IGNITION],
  ['fuel', 'powertrain', '燃油系统', 'Fuel system', FUEL],
  ['exhaust', 'powertrain', '排气系统', 'Exhaust', EXHAUST],
  ['transmission', 'powertrain', '传动系统', 'Transmission and driveline', TRANSMISSION],
  ['cooling', 'thermal', '冷却系统', 'Cooling', COOLING],
  ['climate', 'thermal', '空调系统', 'Air conditioning', CLIMATE],
  ['electrical', 'electrics', '电器', 'Electrical', ELECTRICAL],
  ['sensors', 'electrics', '传感器', 'Sensors', SENSORS],
  ['lighting', 'electrics', '灯光', 'Lighting', LIGHTING],
  ['electric-drive', 'powertrain', '电驱系统', 'Electric drive', ELECTRIC_DRIVE],
  ['body', 'body-and-interior', '车身', 'Body', BODY],
  ['interior', 'body-and-interior', '内饰', 'Interior', INTERIOR],
  ['hardware', 'general', '通用件', 'General hardware', []],
  ['tools', 'general', '工具与随车用品', 'Tools and equipment', []],
];

export interface CategoryRows {
  category: PartCategory;
  common: readonly PartTypeRow[];
  others: readonly PartTypeRow[];
}

export const CATEGORY_TABLE: readonly CategoryRows[] = CATEGORIES.map(
  ([id, section, nameZh, nameEn, common]) => ({
    category: { id, section, nameZh, nameEn },
    common,
    others: readTypes(id),
  }),
);
