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

/**
 * Which part each picture is of. A number that is the whole name comes before one with a place behind it. Where several brands have the
 * number, the folder's name says which is meant.
 */
export function plannedImages(
  images: readonly ImageFile[],
  parts: ReadonlyMap<string, readonly OwnPart[]>,
): PlannedImage[] {
  const taken = new Map<string, string>();
  return images.map((image): PlannedImage => {
    const planned = partOf(image, parts);
    if (planned.part === undefined) return planned;
    const name = `${planned.part.partId} ${image.imageName}`;
    const other = taken.get(name);
    taken.set(name, other ?? image.file);
    if (other === undefined) return planned;
    const message = `'${other}' has the same name and is of the same part.`;
    return { image, place: planned.place, fault: { code: 'name-twice', message } };
  });
}

function partOf(image: ImageFile, parts: ReadonlyMap<string, readonly OwnPart[]>): PlannedImage {
  for (const [at, { number, place }] of image.readings.entries()) {
    const all = parts.get(keyOfNumber(number)) ?? [];
    if (all.length === 0) continue;
    const ofFolder = all.filter(({ brand }) => image.folders.some((folder) => isSameName(folder, brand)));
    const [part, another] = all.length > 1 && ofFolder.length > 0 ? ofFolder : all;
    if (part !== undefined && another === undefined)
      return { image, place, part, ...alsoOf(image, at, parts) };
    const brands = [...new Set(all.map(({ brand }) => brand))].join(', ');
    const message = `Parts of several brands have the number ${number}: ${brands}. Say which by --brand, or by a folder of its name.`;
    return { image, place, fault: { code: 'part-ambiguous', message } };
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
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return plain(one) === plain(other);
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
