import { simplified } from '@qipei/han';
import { blanked, namedParts, namedVehicles, type Piece, without } from '../domain/understood.ts';
import type { LookupContext } from '../domain/vehicle-lookup.ts';
import type { NamedVehicles, ReadVehicleWords, VehicleWord, VehicleWords } from '../domain/vehicle-words.ts';
import { NO_VEHICLES } from './optional-vehicle-words.ts';
import { someOfModelYear } from './part-index.ts';
import type { Sight, TenantSights } from './tenant-sight.ts';

export interface UnderstoodQuery {
  /** In no order, none within another. */
  pieces: Piece[];
  /** What names vehicles was said; what the table has of them. */
  vehicles:
    | undefined
    | {
        named: NamedVehicles | undefined;
        /** Links of the index, of which parts that fit any of them have one; none where they are too many to ask by. */
        links: string[];
        /** The text without the words that name them. */
        rest: string;
      };
}

export interface UnderstandingDependencies extends Pick<TenantSights, 'knownSight'> {
  vehicleWords: VehicleWords;
}

/** As many as a filter of the index takes. */
const MAX_LINKS = 1_000;
const MAX_BRAND_WORDS = 3;

/** Takes a text apart: part types and places, vehicles unless `plain`, and brands that the tenant is known to see unless `brandless`. */
export async function understandQuery(
  text: string,
  context: LookupContext,
  { vehicleWords, knownSight }: UnderstandingDependencies,
  { plain, brandless }: { plain: boolean; brandless: boolean },
): Promise<UnderstoodQuery> {
  const parts = namedParts(text);
  const types = parts.filter(({ kind }) => kind === 'part-type');
  const open = blanked(text, types);
  const isLeft = /[\p{L}\p{N}]/u.test(without(text, parts));
  const read =
    plain || !isLeft
      ? NO_VEHICLES
      : await withoutBrands(await vehicleWords.read(open, context), text, context, knownSight);
  const vehicles = namedVehicles(read);
  const pieces = [...types, ...vehicles];
  for (const place of parts)
    if (place.kind === 'position' && standsAlone(place, text, [...pieces, ...parts])) pieces.push(place);
  if (!brandless && isLeft && /[\p{L}\p{N}]/u.test(without(text, pieces)))
    pieces.push(...brandsIn(blanked(text, pieces), await knownSight(context.tenant)));
  if (vehicles.length === 0) return { pieces, vehicles: undefined };
  return {
    pieces,
    vehicles: { named: read.named, links: linksOf(read), rest: without(text, vehicles) },
  };
}

/** 上 in 上海大众 is no place: what stands beside it is a Chinese character of no other piece. */
function standsAlone({ start, end }: Piece, text: string, pieces: readonly Piece[]): boolean {
  const overlaps = pieces.some(
    (other) => other.kind !== 'position' && other.start < end && other.end > start,
  );
  const isOther = (at: number) =>
    /\p{Script=Han}/u.test(text[at] ?? '') && !pieces.some((each) => at >= each.start && at < each.end);
  return !overlaps && !isOther(start - 1) && !isOther(end);
}

/** A word that names a car as well as other things, and that is a brand of parts here, is the brand unless a make stands beside it. */
async function withoutBrands(
  read: ReadVehicleWords,
  text: string,
  context: LookupContext,
  knownSight: TenantSights['knownSight'],
): Promise<ReadVehicleWords> {
  const { words } = read;
  const isAlone = words.every(
    ({ kind, commonWord }) => commonWord || kind === 'year' || kind === 'displacement',
  );
  if (words.length === 0 || !isAlone) return read;
  const brands = brandKeys(await knownSight(context.tenant));
  const isBrand = ({ start, end, commonWord }: VehicleWord) =>
    commonWord && brands.has(brandKey(text.slice(start, end)));
  return words.some(isBrand) ? NO_VEHICLES : read;
}

/** Years and engines name the model years; a name alone the models. */
function linksOf({ named, baseVehicleIds, vehicleIds }: ReadVehicleWords): string[] {
  if (named === undefined) return [];
  const single = named.displacementL !== '' && vehicleIds.length > 0;
  const years = single ? baseVehicleIds : baseVehicleIds.flatMap((id) => [id, someOfModelYear(id)]);
  const links = [...(years.length === 0 ? named.modelIds : years), ...vehicleIds];
  return links.length > MAX_LINKS ? [] : links;
}

type BrandKeys = ReadonlyMap<string, { brandId: string; name: string }>;

const keysOfSights = new WeakMap<Sight, BrandKeys>();

function brandKeys(sight: Sight | undefined): BrandKeys {
  if (sight === undefined) return new Map();
  const known = keysOfSights.get(sight);
  if (known !== undefined) return known;
  const keys = new Map(
    sight.brands.map(({ brandId, name }) => [brandKey(name.text), { brandId, name: name.text }]),
  );
  keysOfSights.set(sight, keys);
  return keys;
}

function brandKey(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase()).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

const WORD = /\S+/g;

function brandsIn(text: string, sight: Sight | undefined): Piece[] {
  const keys = brandKeys(sight);
  const words = [...text.matchAll(WORD)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  const found: Piece[] = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(MAX_BRAND_WORDS, words.length - at); count > 0; count -= 1) {
      const [start, end] = [words[at]?.start ?? 0, words[at + count - 1]?.end ?? 0];
      const brand = keys.get(brandKey(text.slice(start, end)));
      if (brand === undefined) continue;
      const { brandId: id, name } = brand;
      found.push({ kind: 'brand', start, end, id, zh: name, en: name, makeId: '', unknown: false });
      at += count - 1;
      break;
    }
  }
  return found;
}
