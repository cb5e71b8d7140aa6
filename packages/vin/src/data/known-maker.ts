import { WMI_ROWS, WMI_SOURCE_NAMES } from './wmi-rows.ts';

export const VEHICLE_KINDS = [
  'car',
  'van',
  'truck',
  'bus',
  'low-speed',
  'off-road',
  'motorcycle',
  'trailer',
] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

export interface KnownMake {
  name: string;
  /** First and last model year under the WMI; absent where it is open. */
  from?: number;
  to?: number;
}

/** Who builds what under a WMI, as public lists have it (packages/vin/data). */
export interface KnownMaker {
  wmi: string;
  /** The company's Chinese name; empty for one without. */
  manufacturerZh: string;
  manufacturer: string;
  /** None where it isn't known what the maker calls its vehicles. */
  makes: readonly KnownMake[];
  kinds: readonly VehicleKind[];
  /** 0 to 1, by how many independent sources say so. */
  confidence: number;
  /** Names of the sources. */
  sources: readonly string[];
}

let index: Map<string, string> | undefined;

function rowOf(wmi: string): string | undefined {
  index ??= new Map(WMI_ROWS.split('\n').map((row) => [row.slice(0, row.indexOf('|')), row]));
  return index.get(wmi);
}

function makeOf(text: string): KnownMake {
  const [, name = text, from, to] = /^(.+?)(?: (\d{4})?-(\d{4})?)?$/.exec(text) ?? [];
  return {
    name,
    ...(from !== undefined && { from: Number(from) }),
    ...(to !== undefined && { to: Number(to) }),
  };
}

const known = new Map<string, KnownMaker>();

/** Undefined for a WMI that the tables lack; a WMI whose third character is 9 has six characters. */
export function knownMaker(wmi: string): KnownMaker | undefined {
  const held = known.get(wmi);
  if (held !== undefined) return held;
  const row = rowOf(wmi);
  if (row === undefined) return undefined;
  const [, manufacturerZh = '', manufacturer = '', makes = '', kinds = '', confidence, said = ''] =
    row.split('|');
  const maker: KnownMaker = {
    ...{ wmi, manufacturerZh, manufacturer },
    makes: makes === '' ? [] : makes.split('; ').map(makeOf),
    kinds: kinds.split(' ') as VehicleKind[],
    confidence: Number(confidence) / 100,
    sources: said.split(' ').map((number) => WMI_SOURCE_NAMES[Number(number)] ?? ''),
  };
  known.set(wmi, maker);
  return maker;
}

/** Names of the makes that are built under the WMI; only those of `year` where it is given. */
export function makesOf({ makes }: KnownMaker, year?: number): string[] {
  return makes
    .filter(({ from = 0, to = 9999 }) => year === undefined || (year >= from && year <= to))
    .map(({ name }) => name);
}

/** Every WMI of the tables. */
export function knownWmis(): string[] {
  return WMI_ROWS.split('\n').map((row) => row.slice(0, row.indexOf('|')));
}
