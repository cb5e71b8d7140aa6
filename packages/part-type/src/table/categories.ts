import type { PartCategory } from '../part-type.ts';
import { BODY, INTERIOR } from './body.ts';
import { BRAKES } from './brakes.ts';
import { TRANSMISSION } from './driveline.ts';
import { ELECTRIC_DRIVE, ELECTRICAL, LIGHTING, SENSORS } from './electrical.ts';
import { ENGINE } from './engine.ts';
import { EXHAUST, FUEL, IGNITION } from './engine-systems.ts';
import type { PartTypeRow } from './row.ts';
import { FILTERS, FLUIDS, WIPERS } from './service.ts';
import { STEERING, WHEELS } from './steering-and-wheels.ts';
import { SUSPENSION } from './suspension.ts';
import { CLIMATE, COOLING } from './thermal.ts';

const CATEGORIES: readonly [id: string, nameZh: string, nameEn: string, rows: readonly PartTypeRow[]][] = [
  ['filters', '滤清器', 'Filters', FILTERS],
  ['fluids', '油液', 'Fluids', FLUIDS],
  ['wipers', '雨刮系统', 'Wipers and washers', WIPERS],
  ['brakes', '制动系统', 'Brakes', BRAKES],
  ['suspension', '悬挂系统', 'Suspension', SUSPENSION],
  ['steering', '转向系统', 'Steering', STEERING],
  ['wheels', '车轮', 'Wheels', WHEELS],
  ['engine', '发动机', 'Engine', ENGINE],
  ['ignition', '点火系统', 'Ignition', IGNITION],
  ['fuel', '燃油系统', 'Fuel system', FUEL],
  ['exhaust', '排气系统', 'Exhaust', EXHAUST],
  ['transmission', '传动系统', 'Transmission and driveline', TRANSMISSION],
  ['cooling', '冷却系统', 'Cooling', COOLING],
  ['climate', '空调系统', 'Air conditioning', CLIMATE],
  ['electrical', '电器', 'Electrical', ELECTRICAL],
  ['sensors', '传感器', 'Sensors', SENSORS],
  ['lighting', '灯光', 'Lighting', LIGHTING],
  ['electric-drive', '电驱系统', 'Electric drive', ELECTRIC_DRIVE],
  ['body', '车身', 'Body', BODY],
  ['interior', '内饰', 'Interior', INTERIOR],
];

export const CATEGORY_TABLE: readonly { category: PartCategory; rows: readonly PartTypeRow[] }[] =
  CATEGORIES.map(([id, nameZh, nameEn, rows]) => ({
    category: { id, nameZh, nameEn },
    rows,
  }));
