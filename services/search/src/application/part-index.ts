import type { IndexSchema, SearchEngine } from '@qipei/search-engine';

/** The index of parts: catalog writes the main group, fitment the links, inventory a number of each tenant. */
export const PART_INDEX = {
  mainGroup: 'part',
  text: {
    name: { weight: 8 },
    alias: { weight: 5 },
    brand: { weight: 4 },
    attribute: { weight: 2 },
    description: { weight: 1 },
  },
  codes: ['ownNumber', 'oeNumber', 'crossNumber', 'comparableNumber'],
  keywords: ['brandId', 'partTypeId', 'position'],
  links: ['vehicle'],
  tenantNumbers: ['price', 'stock'],
  // 1: the places of applications, and those around a place. 2: models and parts of model years; traditional characters folded.
  contents: 2,
} as const satisfies IndexSchema;

/** Whether it was made by an earlier version: parts that were not saved since lack what their events give today. */
export async function isOutdated(engine: Pick<SearchEngine, 'contents'>): Promise<boolean> {
  return (await engine.contents()) < PART_INDEX.contents;
}

/** How long an answer holds: every search that names cars asks. */
const REMEMBERED_MS = 5_000;

/** `isOutdated` as of some seconds ago at most. */
export function rememberedOutdated(engine: Pick<SearchEngine, 'contents'>): () => Promise<boolean> {
  let known: { until: number; outdated: Promise<boolean> } | undefined;
  return () => {
    if (known !== undefined && performance.now() < known.until) return known.outdated;
    const outdated = isOutdated(engine);
    const asked = { until: performance.now() + REMEMBERED_MS, outdated };
    known = asked;
    outdated.catch(() => {
      if (known === asked) known = undefined;
    });
    return outdated;
  };
}

/** A link of what fits some of the vehicles of a model year, not all. */
export function someOfModelYear(baseVehicleId: string): string {
  return `some-${baseVehicleId}`;
}

export const FITMENT_GROUP = 'fitment';
export const OFFER_GROUP = 'offer';

/** What a hit shows without asking another service. Short names: it is stored once a part. */
export interface StoredPart {
  brandId: string;
  brand: string;
  partNumber: string;
  partTypeId: string;
  nameZh: string;
  nameEn: string;
  /** Key to the number as displayed, with its make. */
  numbers: Record<string, string>;
}
