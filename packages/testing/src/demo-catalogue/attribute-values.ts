import type { PartType } from '@qipei/part-type';
import type { Chance } from './random.ts';
import type { PartRow } from './rows.ts';

/** Low, high, step; or the words from which one is taken. */
type Values = readonly [low: number, high: number, step: number] | readonly string[];

const VALUES: Readonly<Record<string, Values>> = {
  height: [20, 240, 1],
  length: [60, 680, 1],
  width: [15, 320, 1],
  thickness: [3, 40, 0.5],
  'outer-diameter': [25, 320, 0.5],
  'inner-diameter': [12, 140, 0.5],
  bore: [20, 96, 0.5],
  thread: [
    'M8x1.25',
    'M10x1.25',
    'M12x1.25',
    'M12x1.5',
    'M14x1.25',
    'M14x1.5',
    'M18x1.5',
    'M20x1.5',
    '3/4-16UNF',
  ],
  'bypass-pressure': [0.8, 2.6, 0.1],
  pressure: [1, 6, 0.1],
  flow: [40, 260, 5],
  volume: ['1', '2', '4', '5'],
  viscosity: ['0W-20', '0W-30', '5W-30', '5W-40', '75W-90', '10W-40'],
  grade: ['SP', 'SN', 'C3', 'DOT3', 'DOT4', 'DOT5.1', 'GL-5', 'WS', 'DCT'],
  'boiling-point': [205, 270, 5],
  'freezing-point': [-45, -15, 5],
  material: ['steel', 'aluminium', 'plastic', 'rubber', 'cast-iron', 'ceramic', 'stainless-steel'],
  media: ['cellulose', 'synthetic', 'activated-carbon', 'nanofibre'],
  'wear-sensor': ['with', 'without', 'prepared'],
  'disc-type': ['vented', 'solid', 'slotted', 'drilled'],
  'min-thickness': [8, 28, 0.5],
  'bolt-holes': ['4', '5', '6'],
  'bolt-circle': ['100', '108', '112', '114.3', '120', '139.7'],
  'piston-diameter': [34, 68, 1],
  'damper-type': ['twin-tube-gas', 'monotube-gas', 'oil'],
  'rod-diameter': [10, 25, 1],
  'wire-diameter': [9, 17, 0.25],
  teeth: [18, 180, 1],
  ribs: ['3', '4', '5', '6', '7', '8'],
  voltage: ['12'],
  current: [10, 220, 5],
  power: [5, 1800, 5],
  capacity: ['36', '45', '55', '60', '70', '80', '95'],
  'cold-cranking-current': [330, 900, 10],
  resistance: [0.5, 16, 0.1],
  pins: ['2', '3', '4', '5', '6', '8', '10'],
  'opening-temperature': ['76', '78', '82', '87', '88', '92', '105'],
  'heat-range': ['5', '6', '7', '8'],
  'electrode-gap': [0.7, 1.3, 0.1],
  'electrode-material': ['nickel', 'platinum', 'iridium', 'double-iridium'],
  socket: ['H1', 'H4', 'H7', 'H11', 'HB3', 'HB4', 'D1S', 'D2S', 'W5W', 'P21W'],
  'colour-temperature': ['3200', '4300', '5000', '6000'],
  'light-source': ['halogen', 'xenon', 'LED'],
  colour: ['black', 'grey', 'white', 'primed', 'green', 'red'],
  side: ['left-hand-drive', 'right-hand-drive'],
  weight: [0.1, 30, 0.1],
  force: [150, 750, 10],
  refrigerant: ['R134a', 'R1234yf'],
  ratio: [2.9, 4.5, 0.01],
  'cable-length': [180, 1400, 10],
  fixing: ['U-hook', 'pin', 'push-button', 'bayonet'],
  heated: ['with', 'without'],
  displacement: [90, 200, 5],
  channels: ['3', '4'],
  frequency: ['315', '433.92'],
};

const OF_TYPE: Readonly<Record<string, Readonly<Record<string, Values>>>> = {
  'oil-filter': { height: [48, 140, 1], 'outer-diameter': [55, 96, 0.5] },
  'brake-disc': { 'outer-diameter': [236, 390, 1], thickness: [9, 34, 1] },
  'brake-pads': { length: [85, 195, 0.5], height: [40, 78, 0.1], thickness: [14, 20, 0.1] },
  'wiper-blade': { length: [350, 750, 25], material: ['natural-rubber', 'silicone'] },
  battery: { length: ['207', '242', '278', '315', '353'] },
  'serpentine-belt': { length: [650, 2700, 5], width: [10, 29, 0.1] },
  'shock-absorber': { length: [280, 620, 1] },
  tyre: { width: [165, 295, 10], 'outer-diameter': [580, 780, 1] },
  'onboard-charger': { power: [3300, 11000, 100], voltage: ['400', '800'] },
  'dc-dc-converter': { voltage: ['400', '800'], power: [1200, 3500, 100] },
  'ptc-heater': { voltage: ['400', '800'], power: [4000, 8000, 500] },
  'traction-battery-module': { voltage: ['44', '60', '350', '400'], weight: [20, 480, 5] },
  'charging-cable': { voltage: ['220'], current: ['8', '16', '32'], 'cable-length': [3000, 8000, 500] },
  'key-battery': { voltage: ['3'], 'outer-diameter': ['16', '20', '24'] },
};

function isRange(values: Values): values is readonly [number, number, number] {
  return typeof values[0] === 'number';
}

/** One value for each attribute of the type, plausible by its size. */
export function attributeValues(type: PartType, chance: Chance): PartRow['attributes'] {
  return type.attributes.map(({ name, unit }) => {
    const values = OF_TYPE[type.id]?.[name] ?? VALUES[name] ?? ['standard'];
    if (!isRange(values)) return { name, value: chance.pick(values), unit };
    const [low, high, step] = values;
    const decimals = step >= 1 ? 0 : step >= 0.1 && step !== 0.25 ? 1 : 2;
    const value = low + step * chance.below(Math.round((high - low) / step) + 1);
    return { name, value: value.toFixed(decimals), unit };
  });
}
