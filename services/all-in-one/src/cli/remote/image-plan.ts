import { type ImageFile, keyOfNumber } from './image-files.ts';
import type { PlatformClient } from './platform-client.ts';

/** A part of one's own, as far as pictures go. */
export interface OwnPart {
  partId: string;
  brand: string;
  partNumber: string;
}

/** Which part a picture is of, or why that can't be told. */
export type PlannedImage = { image: ImageFile; place: number } & ( // `also`: what else its name may say.
  | { part: OwnPart; also?: string; fault?: undefined }
  | { part?: undefined; also?: undefined; fault: { code: string; message: string } }
);

const NUMBERS_A_CALL = 500;
const MOST_PARTS = 50;

/** One's own parts that have these numbers, by key. @throws CommandFault */
export async function ownPartsOf(
  numbers: readonly string[],
  { client, tenant, brand }: { client: PlatformClient; tenant: string; brand: string | undefined },
): Promise<Map<string, OwnPart[]>> {
  const asked = [...new Map(numbers.map((number) => [keyOfNumber(number), number]))].filter(
    ([key]) => key !== '',
  );
  const found = new Map<string, OwnPart[]>();
  for (let from = 0; from < asked.length; from += NUMBERS_A_CALL) {
    const some = asked.slice(from, from + NUMBERS_A_CALL);
    const { body } = await client.ask('POST', '/v1/numbers/lookup', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        numbers: some.map(([, number]) => ({ number, ...(brand !== undefined && { brand }) })),
        limit: MOST_PARTS,
      }),
    });
    (body.lines as LookedUp[]).forEach(({ numbers: read }, at) => {
      const [key = ''] = some[at] ?? [];
      const own = new Map<string, OwnPart>();
      for (const { partId, publisher, brand: ofBrand, partNumber } of read.flatMap(({ parts }) => parts)) {
        // By its own number alone: an OE number is that of many.
        const isMeant = publisher === tenant && keyOfNumber(partNumber) === key;
        if (isMeant && (brand === undefined || isSameName(ofBrand, brand)))
          own.set(partId, { partId, brand: ofBrand, partNumber });
      }
      found.set(key, [...own.values()]);
    });
  }
  return found;
}

interface LookedUp {
  numbers: { parts: (OwnPart & { publisher: string })[] }[];
}

/** A brand, as folders may name it. */
export interface KnownBrand {
  name: string;
  nameZh: string | null;
}

/** Those of the parts that the tenant may see. @throws CommandFault */
export async function knownBrands(client: PlatformClient): Promise<KnownBrand[]> {
  return (await client.ask('GET', '/v1/brands')).body.brands as KnownBrand[];
}

/**
 * Which part each picture is of. A number that is the whole name comes before one with a place behind it. A folder of a brand's name has
 * pictures of that brand alone; of several files for one picture that of the brand's folder is meant.
 */
export function plannedImages(
  images: readonly ImageFile[],
  parts: ReadonlyMap<string, readonly OwnPart[]>,
  brands: readonly KnownBrand[] = [],
): PlannedImage[] {
  const brandOf = brandsBySpelling(parts, brands);
  const planned = images.map((image) => {
    const of = folderBrand(image, brandOf);
    return { plan: partOf(image, parts, of), ofBrand: of !== undefined };
  });
  const groups = (key: (plan: PlannedImage) => string) =>
    Map.groupBy(
      planned.filter(({ plan }) => plan.part !== undefined),
      ({ plan }) => `${plan.part?.partId} ${key(plan)}`,
    ).values();
  for (const same of groups(({ place }) => String(place))) {
    const meant = same.find(({ ofBrand }) => ofBrand);
    if (meant === undefined) continue;
    const message = `'${meant.plan.image.file}' is the same picture of the part, in a folder of its brand.`;
    for (const each of same) if (!each.ofBrand) refuse(each, message);
  }
  for (const same of groups(({ image }) => image.imageName)) {
    const [one, another] = same.map(({ plan }) => plan.image.file);
    if (another === undefined) continue;
    for (const each of same) {
      const other = each.plan.image.file === one ? another : one;
      refuse(each, `'${other}' has the same name and is of the same part: none of them is put up.`);
    }
  }
  return planned.map(({ plan }) => plan);
}

function refuse(each: { plan: PlannedImage }, message: string): void {
  const { image, place } = each.plan;
  each.plan = { image, place, fault: { code: 'name-twice', message } };
}

/** Each spelling with the brand's name, both made plain. */
function brandsBySpelling(
  parts: ReadonlyMap<string, readonly OwnPart[]>,
  brands: readonly KnownBrand[],
): Map<string, string> {
  const spellings = new Map<string, string>();
  for (const { name, nameZh } of brands) if (nameZh !== null) spellings.set(plain(nameZh), plain(name));
  for (const { name } of brands) spellings.set(plain(name), plain(name));
  for (const { brand } of [...parts.values()].flat()) spellings.set(plain(brand), plain(brand));
  spellings.delete('');
  return spellings;
}

interface FolderBrand {
  folder: string;
  /** Made plain. */
  brand: string;
}

/** By the nearest folder that has a brand's name. */
function folderBrand({ folders }: ImageFile, brandOf: ReadonlyMap<string, string>): FolderBrand | undefined {
  for (const folder of folders) {
    const brand = brandOf.get(plain(folder));
    if (brand !== undefined) return { folder, brand };
  }
  return undefined;
}

function partOf(
  image: ImageFile,
  parts: ReadonlyMap<string, readonly OwnPart[]>,
  of: FolderBrand | undefined,
): PlannedImage {
  let differs: OwnPart | undefined;
  for (const [at, { number, place }] of image.readings.entries()) {
    const all = parts.get(keyOfNumber(number)) ?? [];
    const [part, another] = of === undefined ? all : all.filter(({ brand }) => plain(brand) === of.brand);
    if (part === undefined) {
      differs ??= all[0];
      continue;
    }
    if (another === undefined) return { image, place, part, ...alsoOf(image, at, parts) };
    const names = [...new Set(all.map(({ brand }) => brand))].join(', ');
    const message = `Parts of several brands have the number ${number}: ${names}. Say which by --brand, or by a folder of its name.`;
    return { image, place, fault: { code: 'part-ambiguous', message } };
  }
  if (differs !== undefined) {
    const message = `It lies in '${of?.folder}', and the part ${differs.partNumber} is of ${differs.brand}.`;
    return { image, place: 0, fault: { code: 'brand-differs', message } };
  }
  const numbers = image.readings.map(({ number }) => number).join(' or ');
  const message = `None of your own parts has the number ${numbers}.`;
  return { image, place: 0, fault: { code: 'part-unknown', message } };
}

function alsoOf(
  { readings }: ImageFile,
  taken: number,
  parts: ReadonlyMap<string, readonly OwnPart[]>,
): { also?: string } {
  const others = readings
    .slice(taken + 1)
    .flatMap(({ number, place }) =>
      (parts.get(keyOfNumber(number)) ?? []).map(
        ({ brand, partNumber }) => `picture ${place + 1} of ${brand} ${partNumber}`,
      ),
    );
  return others.length === 0 ? {} : { also: `The name may also mean ${others.join(' or ')}.` };
}

function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** The moves that bring pictures of one part into this order, in the places that they have among the others. */
export function movesInto(
  order: readonly string[],
  album: readonly string[],
): { name: string; position: number }[] {
  const wanted = order.filter((name) => album.includes(name));
  let next = 0;
  const target = album.map((name) => (wanted.includes(name) ? (wanted[next++] ?? name) : name));
  const now = [...album];
  const moves: { name: string; position: number }[] = [];
  for (const [position, name] of target.entries()) {
    if (now[position] === name) continue;
    moves.push({ name, position });
    now.splice(now.indexOf(name), 1);
    now.splice(position, 0, name);
  }
  return moves;
}
