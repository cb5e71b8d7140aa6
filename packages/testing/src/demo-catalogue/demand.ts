import { type PartType, partTypes } from '@qipei/part-type';

type Market = readonly [demand: number, low: number, high: number];

// By category: how often a part of it is listed, and its price range in CNY.
const CATEGORY: Readonly<Record<string, Market>> = {
  filters: [8, 15, 160],
  fluids: [2, 20, 380],
  wipers: [3, 40, 320],
  brakes: [5, 35, 420],
  suspension: [5, 35, 620],
  steering: [4, 60, 700],
  wheels: [2, 20, 900],
  engine: [2, 18, 420],
  ignition: [5, 25, 320],
  fuel: [2, 40, 900],
  exhaust: [2, 15, 600],
  transmission: [2, 40, 900],
  cooling: [4, 25, 560],
  climate: [2, 40, 700],
  electrical: [2, 8, 500],
  sensors: [3, 45, 420],
  lighting: [3, 12, 260],
  'electric-drive': [0.6, 300, 6000],
  body: [2, 20, 900],
  interior: [1, 15, 480],
};

const TYPE: Readonly<Record<string, Market>> = {
  'oil-filter': [14, 12, 95],
  'air-filter': [12, 18, 140],
  'cabin-filter': [12, 18, 150],
  'engine-oil': [3, 120, 480],
  'wiper-blade': [8, 18, 120],
  battery: [5, 260, 1150],
  'brake-pads': [14, 75, 480],
  'brake-disc': [10, 110, 620],
  'brake-caliper': [3, 220, 1100],
  'abs-pump': [1, 900, 4200],
  'shock-absorber': [10, 160, 980],
  'control-arm': [6, 110, 720],
  'wheel-bearing': [6, 70, 480],
  'air-spring': [0.7, 600, 2600],
  'steering-rack': [2, 700, 3600],
  tyre: [3, 240, 1400],
  'wheel-rim': [1, 300, 2200],
  'trim-clip': [1, 1, 9],
  fuse: [0.5, 1, 12],
  'spark-plug': [12, 15, 110],
  'ignition-coil': [7, 70, 420],
  'fuel-pump': [4, 120, 980],
  'high-pressure-fuel-pump': [1, 480, 2600],
  'catalytic-converter': [1, 600, 4800],
  turbocharger: [1, 900, 5200],
  'cylinder-head-gasket': [2, 40, 360],
  'clutch-kit': [3, 280, 1600],
  'drive-shaft': [3, 260, 1500],
  radiator: [5, 180, 980],
  'water-pump': [5, 80, 560],
  'ac-compressor': [3, 580, 2600],
  'ac-condenser': [3, 180, 920],
  alternator: [3, 380, 1900],
  starter: [3, 320, 1500],
  headlamp: [3, 320, 4200],
  'tail-lamp': [3, 120, 1400],
  'front-bumper': [2, 220, 1600],
  'rear-bumper': [2, 220, 1600],
  hood: [1, 380, 2200],
  windshield: [1, 260, 1500],
  airbag: [1, 400, 3200],
};

function marketOf(type: PartType): Market {
  return TYPE[type.id] ?? CATEGORY[type.category] ?? [1, 30, 300];
}

/** How often a part of the type is listed, as against the others. */
export function demandFor(type: PartType): number {
  return marketOf(type)[0];
}

/** Price range in CNY. */
export function priceRange(type: PartType): readonly [low: number, high: number] {
  const [, low, high] = marketOf(type);
  return [low, high];
}

/** What every vehicle needs from time to time, whatever drives it. */
const WEAR = [
  'cabin-filter',
  'wiper-blade',
  'battery',
  'brake-pads',
  'brake-disc',
  'headlamp-bulb',
  'shock-absorber',
];
const WEAR_WITH_ENGINE = ['oil-filter', 'air-filter', 'serpentine-belt'];
const WEAR_WITHOUT_ENGINE = ['stabilizer-link', 'wheel-bearing', 'tie-rod-end'];

const byId = new Map(partTypes().map((type) => [type.id, type]));

function known(ids: readonly string[]): PartType[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The ten types that a vehicle which always has an engine is sure to find. */
export const COVERED_WITH_ENGINE: readonly PartType[] = known([...WEAR, ...WEAR_WITH_ENGINE]);
/** The ten for one that may have none: battery-electric, or sold with either. */
export const COVERED_WITHOUT_ENGINE: readonly PartType[] = known([...WEAR, ...WEAR_WITHOUT_ENGINE]);
