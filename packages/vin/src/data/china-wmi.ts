import { knownMaker, makesOf } from './known-maker.ts';

/** Who builds vehicles under a Chinese WMI. */
export interface ChinaWmi {
  manufacturerZh: string;
  manufacturer: string;
  /** Where everything under the WMI is sold under one make; absent where a maker builds several, or may have. */
  make?: string;
  /** The makes that are built under the WMI, where there are several. */
  makes?: readonly string[];
}

const ROAD_VEHICLES: ReadonlySet<string> = new Set(['car', 'van', 'truck', 'bus']);

/**
 * A Chinese maker of cars, vans, trucks or buses. NHTSA's table lacks most of them, and where it has one (LSG, L6T) it
 * knows only what was sold in the USA: the makes of this list count. Of motorcycles and trailers NHTSA knows more.
 */
export function chinaWmi(wmi: string): ChinaWmi | undefined {
  if (!/^[LH]/.test(wmi)) return undefined;
  const maker = knownMaker(wmi);
  if (maker === undefined || !maker.kinds.some((kind) => ROAD_VEHICLES.has(kind))) return undefined;
  const { manufacturer, manufacturerZh } = maker;
  const makes = makesOf(maker);
  const [make] = makes;
  return {
    manufacturerZh,
    manufacturer,
    ...(makes.length > 1 ? { makes } : make !== undefined && { make }),
  };
}

/** ISO 3780 gives China the letter L; makers that were registered since 2019 may have one with H. */
export function isChinese(vin: string): boolean {
  return vin.startsWith('L') || (vin.startsWith('H') && knownMaker(vin.slice(0, 3)) !== undefined);
}
