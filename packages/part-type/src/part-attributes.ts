import type { PartAttribute } from './part-type.ts';

// name, Chinese, English, unit
const ATTRIBUTES = [
  ['height', '高度', 'Height', 'mm'],
  ['length', '长度', 'Length', 'mm'],
  ['width', '宽度', 'Width', 'mm'],
  ['thickness', '厚度', 'Thickness', 'mm'],
  ['outer-diameter', '外径', 'Outer diameter', 'mm'],
  ['inner-diameter', '内径', 'Inner diameter', 'mm'],
  ['bore', '缸径', 'Bore', 'mm'],
  ['thread', '螺纹', 'Thread', ''],
  ['bypass-pressure', '旁通阀开启压力', 'Bypass valve pressure', 'bar'],
  ['pressure', '压力', 'Pressure', 'bar'],
  ['flow', '流量', 'Flow rate', 'L/h'],
  ['volume', '容量', 'Volume', 'L'],
  ['viscosity', '粘度', 'Viscosity grade', ''],
  ['grade', '等级', 'Grade', ''],
  ['boiling-point', '沸点', 'Boiling point', 'Cel'],
  ['freezing-point', '冰点', 'Freezing point', 'Cel'],
  ['material', '材质', 'Material', ''],
  ['media', '滤材', 'Filter media', ''],
  ['wear-sensor', '磨损报警', 'Wear indicator', ''],
  ['disc-type', '盘片形式', 'Disc type', ''],
  ['min-thickness', '最小厚度', 'Minimum thickness', 'mm'],
  ['bolt-holes', '螺栓孔数', 'Bolt holes', ''],
  ['bolt-circle', '孔距', 'Bolt circle', 'mm'],
  ['piston-diameter', '活塞直径', 'Piston diameter', 'mm'],
  ['damper-type', '减震形式', 'Damper type', ''],
  ['rod-diameter', '杆径', 'Rod diameter', 'mm'],
  ['wire-diameter', '线径', 'Wire diameter', 'mm'],
  ['teeth', '齿数', 'Teeth', ''],
  ['ribs', '楔数', 'Ribs', ''],
  ['voltage', '电压', 'Voltage', 'V'],
  ['current', '电流', 'Current', 'A'],
  ['power', '功率', 'Power', 'W'],
  ['capacity', '电池容量', 'Capacity', 'A.h'],
  ['cold-cranking-current', '冷启动电流', 'Cold cranking current', 'A'],
  ['resistance', '电阻', 'Resistance', 'Ohm'],
  ['pins', '针脚数', 'Pins', ''],
  ['opening-temperature', '开启温度', 'Opening temperature', 'Cel'],
  ['heat-range', '热值', 'Heat range', ''],
  ['electrode-gap', '电极间隙', 'Electrode gap', 'mm'],
  ['electrode-material', '电极材质', 'Electrode material', ''],
  ['socket', '灯座', 'Socket', ''],
  ['colour-temperature', '色温', 'Colour temperature', 'K'],
  ['light-source', '光源', 'Light source', ''],
  ['colour', '颜色', 'Colour', ''],
  ['side', '驾驶侧', 'Steering side', ''],
  ['weight', '重量', 'Weight', 'kg'],
  ['force', '支撑力', 'Force', 'N'],
  ['refrigerant', '制冷剂', 'Refrigerant', ''],
  ['ratio', '速比', 'Gear ratio', ''],
  ['cable-length', '线长', 'Cable length', 'mm'],
  ['fixing', '固定方式', 'Fixing', ''],
  ['heated', '加热功能', 'Heated', ''],
  ['displacement', '排量', 'Displacement', 'cm3'],
  ['channels', '通道数', 'Channels', ''],
  ['frequency', '频率', 'Frequency', 'MHz'],
] as const;

const byName = new Map<string, PartAttribute>(
  ATTRIBUTES.map(([name, nameZh, nameEn, unit]) => [name, { name, nameZh, nameEn, unit }]),
);

/** Every attribute that a part type names, by its name. */
export function partAttribute(name: string): PartAttribute | undefined {
  return byName.get(name);
}
