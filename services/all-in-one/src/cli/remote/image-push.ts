import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { CommandFault, EXIT, isOfSystem, Refused } from './command-fault.ts';
import type { ImageFile } from './image-files.ts';
import { movesInto, type OwnPart, type PlannedImage } from './image-plan.ts';
import type { ImageRecords } from './image-records.ts';
import type { PlatformAnswer, PlatformClient } from './platform-client.ts';

/** What came of one file. */
export interface ImageResult {
  file: string;
  brand: string | null;
  partNumber: string | null;
  partId: string | null;
  imageName: string;
  /** 0 is the part's first picture. */
  place: number;
  outcome: 'put-up' | 'replaced' | 'unchanged' | 'refused' | 'not-sent' | 'planned';
  /** Of a picture that isn't refused: why it may not be in its place. */
  code: string | null;
  message: string | null;
}

/** The platform takes no larger ones; docs/images.md. */
const MOST_BYTES = 10 * 1024 * 1024;
/** While one is worked on the next are on their way; the platform works on one of a tenant at a time. */
const PARTS_AT_ONCE = 3;
const SPACE_USED = 'image-space-used';
const TYPES: Record<string, string> = { '.png': 'image/png', '.webp': 'image/webp' };

export interface ImagePush {
  client: PlatformClient;
  records: ImageRecords;
  /** Takes the place of pictures that weren't put up from here. */
  replace: boolean;
  onDone: (done: number) => void;
}

export function resultOf(
  { image: { file, imageName }, place, part, also, fault }: PlannedImage,
  outcome: ImageResult['outcome'],
  why: { code: string; message: string } | undefined = fault,
): ImageResult {
  return {
    ...{ file, imageName, place, outcome },
    ...{ brand: part?.brand ?? null, partNumber: part?.partNumber ?? null, partId: part?.partId ?? null },
    ...{ code: why?.code ?? null, message: why?.message ?? also ?? null },
  };
}

/**
 * Puts the pictures up, part by part, each in its order; what was put up before isn't sent again. `stopped` is what ended it before its
 * end: what wasn't sent then is told so.
 */
export async function pushImages(
  planned: readonly PlannedImage[],
  push: ImagePush,
): Promise<{ results: ImageResult[]; stopped?: unknown }> {
  const results = new Map<PlannedImage, ImageResult>();
  const stops: unknown[] = [];
  const run: Run = {
    ...push,
    isStopped: () => stops.length > 0,
    done(each, result) {
      results.set(each, result);
      push.onDone(results.size);
    },
    outOfOrder(each, why) {
      const result = results.get(each);
      if (result !== undefined && result.outcome !== 'refused') results.set(each, { ...result, ...why });
    },
  };
  for (const each of planned) if (each.part === undefined) run.done(each, resultOf(each, 'refused'));
  const left = [
    ...Map.groupBy(
      planned.filter((each) => each.part !== undefined),
      ({ part }) => part?.partId,
    ),
  ];
  const work = async () => {
    for (let next = left.shift(); next !== undefined && !run.isStopped(); next = left.shift())
      await pushPart(next[1], run).catch((error: unknown) => stops.push(error));
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  return {
    results: planned.map((each) => results.get(each) ?? resultOf(each, 'not-sent')),
    ...(stops.length > 0 && { stopped: stops[0] }),
  };
}

interface Run extends ImagePush {
  /** Something went wrong that would go wrong with every other picture. */
  isStopped: () => boolean;
  done: (each: PlannedImage, result: ImageResult) => void;
  /** Adds to what came of it. */
  outOfOrder: (each: PlannedImage, why: { code: string; message: string }) => void;
}

/** @throws what ends the whole push */
async function pushPart(images: readonly PlannedImage[], run: Run): Promise<void> {
  const part = images[0]?.part;
  if (part === undefined) return;
  const { client, records, done } = run;
  const path = pathOf(part);
  const inOrder = images.toSorted((a, b) => a.place - b.place);
  let album: Album;
  try {
    album = albumOf(await client.ask('GET', path));
  } catch (error) {
    const fault = faultOfOne(error);
    for (const each of images) done(each, resultOf(each, 'refused', fault));
    return;
  }
  // Known before the first of them is there: a break may come before they are in order.
  const isToOrder = images.length > 1 && images.some(({ image }) => !album.has(image.imageName));
  if (isToOrder && !records.isToOrder(part.partId)) await records.setToOrder(part.partId, true);
  let stopped: unknown;
  for (const each of inOrder) {
    if (run.isStopped()) return;
    try {
      const pushed = await pushOne(each.image, part, album, run);
      album = pushed.album;
      done(each, resultOf(each, pushed.outcome));
    } catch (error) {
      const isFull = error instanceof Refused && error.code === SPACE_USED;
      const { code, message } = isFull ? error : faultOfOne(error);
      done(each, resultOf(each, 'refused', { code, message }));
      if (!isFull) continue;
      // What is there is brought into its order all the same.
      stopped = error;
      break;
    }
  }
  if (records.isToOrder(part.partId)) {
    try {
      await putInOrder(inOrder, part, album, run);
    } catch (error) {
      const { code, message } = faultOfOne(error);
      for (const each of images)
        run.outOfOrder(each, { code, message: `It may not be in its place: ${message}` });
    }
  }
  if (stopped !== undefined) throw stopped;
}

async function putInOrder(
  inOrder: readonly PlannedImage[],
  part: OwnPart,
  album: Album,
  { client, records }: Run,
): Promise<void> {
  const order = inOrder.map(({ image }) => image.imageName);
  for (const { name, position } of movesInto(order, [...album.keys()])) {
    await client.ask('PATCH', pathOf(part, name), {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ position }),
    });
  }
  await records.setToOrder(part.partId, false);
}

async function pushOne(
  { path, imageName }: ImageFile,
  part: OwnPart,
  album: Album,
  { client, records, replace }: Run,
): Promise<{ outcome: 'put-up' | 'replaced' | 'unchanged'; album: Album }> {
  client.patience.signal.throwIfAborted();
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw faulty('image-too-large', 'A picture has 10 MiB at most.');
  const content = await readFile(path);
  const digest = createHash('sha256').update(content).digest('hex');
  const before = records.of(part.partId, imageName);
  const there = album.get(imageName);
  // Somebody else may have put another one in its place since.
  const isOurs = there !== undefined && before?.version === there;
  if (isOurs && before?.digest === digest) return { outcome: 'unchanged', album };
  const condition: Record<string, string> = isOurs ? { 'if-match': `"${there}"` } : { 'if-none-match': '*' };
  const answer = await client.ask('PUT', pathOf(part, imageName), {
    headers: {
      'content-type': TYPES[extname(imageName).toLowerCase()] ?? 'image/jpeg',
      'content-length': content.length,
      ...(!replace && condition),
    },
    body: content,
  });
  const after = albumOf(answer);
  const version = after.get(imageName) ?? '';
  await records.add(part.partId, imageName, { digest, version });
  // Not by the answer's status: one that got lost was given to the first try.
  const outcome = there === undefined ? 'put-up' : there === version ? 'unchanged' : 'replaced';
  return { outcome, album: after };
}

function pathOf({ partId }: OwnPart, imageName?: string): string {
  const path = `/v1/parts/${encodeURIComponent(partId)}/images`;
  return imageName === undefined ? path : `${path}/${encodeURIComponent(imageName)}`;
}

/** Names, in their order, each with what tells the picture from others in its place. */
type Album = ReadonlyMap<string, string>;

function albumOf({ body }: PlatformAnswer): Album {
  const images = body.images as { name: string; sources: { large: string } }[];
  return new Map(
    images.map(({ name, sources }) => [
      name,
      new URL(sources.large, 'http://platform').searchParams.get('v') ?? '',
    ]),
  );
}

function faulty(code: string, message: string): CommandFault {
  return new CommandFault({ code, message, exitCode: EXIT.found });
}

/** What is wrong with this file, or this part, alone. @throws what would be wrong with every other one, too */
function faultOfOne(error: unknown): { code: string; message: string } {
  if (isOfSystem(error)) return { code: error.code ?? 'file-unusable', message: error.message };
  if (!(error instanceof CommandFault)) throw error;
  const { code } = error;
  if (code === 'image-exists')
    return { code, message: 'Another picture has this name there. --replace puts this one in its place.' };
  const isOfAll =
    error instanceof Refused
      ? error.status === 401 || code === 'scope-missing' || code === SPACE_USED
      : error.exitCode !== EXIT.found;
  if (isOfAll) throw error;
  return { code, message: error.message };
}
