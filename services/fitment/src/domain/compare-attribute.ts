import { valueKey } from '@qipei/vin/labels';
import { bodyWord } from './vehicle-words.ts';

/** What is compared one by one between what an application asks for and what is known of a vehicle. */
export const VEHICLE_ATTRIBUTES = [
  'displacementL',
  'cylinders',
  'fuel',
  'body',
  'engineModel',
  'drive',
  'transmission',
] as const;
export type VehicleAttribute = (typeof VEHICLE_ATTRIBUTES)[number];

export type Comparison = 'yes' | 'no' | 'unknown';

/**
 * Whether a vehicle of which `given` is known is what `wanted` asks for; neither is empty. Where the two are written so
 * differently that nobody could say, it is unknown.
 */
export function compareAttribute(name: VehicleAttribute, wanted: string, given: string): Comparison {
  if (wanted === given) return 'yes';
  switch (name) {
    case 'displacementL':
      return compareDisplacement(wanted, given);
    case 'cylinders':
      return Number(wanted) === Number(given) ? 'yes' : 'no';
    case 'fuel':
      return fuelKey(wanted) === fuelKey(given) ? 'yes' : 'no';
    case 'body':
      return compareBody(wanted, given);
    case 'engineModel':
      return compareEngine(wanted, given);
    case 'drive':
      return compareDrive(wanted, given);
    case 'transmission':
      return compareTransmission(wanted, given);
  }
}

/** Litres are named with one decimal (2.4) or as they are (2.354): the exacter is rounded to the coarser, to 0.1 at most. */
function compareDisplacement(wanted: string, given: string): Comparison {
  const [a, b] = [Number(wanted), Number(given)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return wanted === given ? 'yes' : 'unknown';
  const decimals = Math.max(1, Math.min(decimalsOf(wanted), decimalsOf(given)));
  return a.toFixed(decimals) === b.toFixed(decimals) ? 'yes' : 'no';
}

function decimalsOf(number: string): number {
  const point = number.indexOf('.');
  return point < 0 ? 0 : number.length - point - 1;
}

const FUELS: Record<string, string> = {
  汽油: 'gasoline',
  petrol: 'gasoline',
  gas: 'gasoline',
  柴油: 'diesel',
  纯电动: 'electric',
  纯电: 'electric',
  电动: 'electric',
  天然气: 'natural gas',
  cng: 'compressed natural gas (cng)',
  lpg: 'liquefied petroleum gas (propane or lpg)',
  lng: 'liquefied natural gas (lng)',
  ffv: 'flexible fuel vehicle (ffv)',
};

/** vPIC's names of fuels beside the trade's. */
function fuelKey(fuel: string): string {
  const key = fuel.trim().toLowerCase();
  return FUELS[key] ?? key;
}

/** vPIC has one name for both, so that it doesn't say which. */
const SUV_OR_MPV = bodyKey('SUV');

/** vPIC's names of bodies beside the trade's, in either language. */
function compareBody(wanted: string, given: string): Comparison {
  const [a, b] = [wanted.trim().toLowerCase(), given.trim().toLowerCase()];
  if (a === b) return 'yes';
  const key = bodyKey(wanted);
  if (key !== bodyKey(given)) return 'no';
  const isOpen = key === SUV_OR_MPV && !a.includes('/') && !b.includes('/');
  return isOpen ? 'unknown' : 'yes';
}

function bodyKey(body: string): string {
  return valueKey('body', bodyWord(body));
}

const fold = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Makers' codes; vPIC has descriptions behind some (`LT1 - DI: Direct Injection, …`), and free text in place of others. */
function compareEngine(wanted: string, given: string): Comparison {
  if (fold(wanted) === fold(given)) return 'yes';
  const theirs = alternatives(given);
  const results = alternatives(wanted).flatMap((one) => theirs.map((other) => compareCodes(one, other)));
  if (results.every((result) => result === 'no')) return 'no';
  return theirs.length === 1 && results.includes('yes') ? 'yes' : 'unknown';
}

function alternatives(text: string): string[] {
  return text
    .split(/\s*[/、;；|]\s*|\s+or\s+/i)
    .filter((one) => one !== '')
    .slice(0, 20);
}

function compareCodes(wanted: string, given: string): Comparison {
  const [a, b] = [engineCode(wanted), engineCode(given)];
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'yes';
  // `K24A` names a family of which `K24A4` is one: what holds for the one needn't for the other.
  return a.startsWith(b) || b.startsWith(a) ? 'unknown' : 'no';
}

/** The code before a description; empty where the text is no code. */
function engineCode(text: string): string {
  const [head = ''] = text.split(/\s-|[:,(（]/);
  const code = fold(head);
  return /^\S{3,20}$/.test(head.trim()) && /^[A-Z0-9]+$/.test(code) ? code : '';
}

/** The wheels that are driven. `4x2` may be either axle, 四驱 any kind of four driven wheels. */
const DRIVES: [RegExp, readonly string[]][] = [
  [/^(fwd|ff|前驱|前轮驱动|前置前驱|front.*)$/, ['front']],
  [/^(rwd|fr|mr|rr|后驱|后轮驱动|前置后驱|中置后驱|后置后驱|rear.*)$/, ['rear']],
  [/^(awd|全时四驱|适时四驱|all.?wheel.*)$/, ['all']],
  [/^(4wd|4x4|分时四驱|four.?wheel.*|4.?wheel.*)$/, ['four']],
  [/^(四驱|四轮驱动|前置四驱)$/, ['all', 'four']],
  [/^(4x2|2wd|两驱)$/, ['front', 'rear']],
];

function compareDrive(wanted: string, given: string): Comparison {
  const [a, b] = [driven(wanted), driven(given)];
  if (a === undefined || b === undefined) return fold(wanted) === fold(given) ? 'yes' : 'unknown';
  if (b.every((wheels) => a.includes(wheels))) return 'yes';
  if (b.some((wheels) => a.includes(wheels))) return 'unknown';
  const every = (wheels: readonly string[]) => wheels.some((each) => each === 'all' || each === 'four');
  // Feeds write AWD and 4WD for one another.
  return every(a) && every(b) ? 'unknown' : 'no';
}

function driven(text: string): readonly string[] | undefined {
  // vPIC: `FWD/Front-Wheel Drive`, `4WD/4-Wheel Drive/4x4`.
  const [word = ''] = text.normalize('NFKC').toLowerCase().replaceAll('×', 'x').split('/');
  return DRIVES.find(([pattern]) => pattern.test(word.trim()))?.[1];
}

const GEARBOXES: [RegExp, string][] = [
  [/cvt|无级|continuously/, 'cvt'],
  [/dct|dsg|pdk|双离合|dual.?clutch/, 'dct'],
  [/amt|automated manual|机械式自动/, 'amt'],
  [/^\d*mt$|manual|手动/, 'manual'],
  [/^\d*at$|automatic|auto|自动|手自一体/, 'automatic'],
];

function compareTransmission(wanted: string, given: string): Comparison {
  const [a, b] = [gearbox(wanted), gearbox(given)];
  if (a.kind === undefined || b.kind === undefined) return fold(wanted) === fold(given) ? 'yes' : 'unknown';
  if (a.kind !== b.kind) {
    const byHand = (a.kind === 'manual') !== (b.kind === 'manual');
    // What shifts by itself is called automatic by some, whatever is in it; an AMT is a manual one by others.
    return byHand && a.kind !== 'amt' && b.kind !== 'amt' ? 'no' : 'unknown';
  }
  if (a.gears === 0 || a.gears === b.gears) return 'yes';
  return b.gears === 0 ? 'unknown' : 'no';
}

function gearbox(text: string): { kind: string | undefined; gears: number } {
  const word = text.normalize('NFKC').trim().toLowerCase();
  // `手自一体` holds neither 手动 nor 自动; `自动` isn't asked before what names the kind more exactly.
  const bare = word.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const compact = bare.replaceAll(' ', '').replace(/(速|档|挡|speed)/, '');
  const kind = GEARBOXES.find(([pattern]) => pattern.test(compact) || pattern.test(bare))?.[1];
  return { kind, gears: Number(/(?<!\d)\d{1,2}(?!\d)/.exec(bare)?.[0] ?? 0) };
}
