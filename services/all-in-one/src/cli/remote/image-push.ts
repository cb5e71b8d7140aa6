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
  outcome: 'put-up' | 'replaced' | 'unchanged' | 'refused' | 'planned';
  code: string | null;
  message: string | null;
}

/** The platform takes no larger ones; docs/images.md. */
const MOST_BYTES = 10 * 1024 * 1024;
/** While one is worked on the next are on their way; the platform works on one of a tenant at a time. */
const PARTS_AT_ONCE = 3;
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

/** Puts the pictures up, part by part, each in its order; what was put up before isn't sent again. @throws CommandFault */
export async function pushImages(planned: readonly PlannedImage[], push: ImagePush): Promise<ImageResult[]> {
  const results = new Map<PlannedImage, ImageResult>();
  const done = (each: PlannedImage, result: ImageResult) => {
    results.set(each, result);
    push.onDone(results.size);
  };
  for (const each of planned) if (each.part === undefined) done(each, resultOf(each, 'refused'));
  const left = [
    ...Map.groupBy(
      planned.filter((each) => each.part !== undefined),
      ({ part }) => part?.partId,
    ),
  ];
  let isOver = false;
  const work = async () => {
    for (let next = left.shift(); next !== undefined && !isOver; next = left.shift()) {
      try {
        await pushPart(next[1], push, done);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  return planned.map((each) => results.get(each) ?? resultOf(each, 'refused'));
}

async function pushPart(
  images: readonly PlannedImage[],
  push: ImagePush,
  done: (each: PlannedImage, result: ImageResult) => void,
): Promise<void> {
  const part = images[0]?.part;
  if (part === undefined) return;
  const { client } = push;
  const path = `/v1/parts/${encodeURIComponent(part.partId)}/images`;
  const inOrder = images.toSorted((a, b) => a.place - b.place);
  let album = namesOf(await client.ask('GET', path));
  let isNew = false;
  for (const each of inOrder) {
    try {
      const { outcome, names } = await pushOne(each.image, part, album, push);
      if (names !== undefined) album = names;
      isNew ||= outcome === 'put-up';
      done(each, resultOf(each, outcome));
    } catch (error) {
      const fault = faultOfFile(error);
      if (fault === undefined) throw error;
      done(each, resultOf(each, 'refused', fault));
    }
  }
  if (!isNew) return;
  const order = inOrder.map(({ image }) => image.imageName);
  for (const { name, position } of movesInto(order, album)) {
    await client.ask('PATCH', `${path}/${encodeURIComponent(name)}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ position }),
    });
  }
}

async function pushOne(
  { path, imageName }: ImageFile,
  { partId }: OwnPart,
  album: readonly string[],
  { client, records, replace }: ImagePush,
): Promise<{ outcome: 'put-up' | 'replaced' | 'unchanged'; names?: string[] }> {
  client.patience.signal.throwIfAborted();
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw faulty('image-too-large', 'A picture has 10 MiB at most.');
  const content = await readFile(path);
  const digest = createHash('sha256').update(content).digest('hex');
  const before = records.digestOf(partId, imageName);
  const isThere = album.includes(imageName);
  if (isThere && before === digest) return { outcome: 'unchanged' };
  const mayReplace = replace || (isThere && before !== undefined);
  const answer = await client.ask(
    'PUT',
    `/v1/parts/${encodeURIComponent(partId)}/images/${encodeURIComponent(imageName)}`,
    {
      headers: {
        'content-type': TYPES[extname(imageName).toLowerCase()] ?? 'image/jpeg',
        'content-length': content.length,
        ...(!mayReplace && { 'if-none-match': '*' }),
      },
      body: content,
    },
  );
  await records.add(partId, imageName, digest);
  const outcome = answer.status === 201 ? 'put-up' : mayReplace ? 'replaced' : 'unchanged';
  return { outcome, names: namesOf(answer) };
}

function namesOf({ body }: PlatformAnswer): string[] {
  return (body.images as { name: string }[]).map(({ name }) => name);
}

function faulty(code: string, message: string): CommandFault {
  return new CommandFault({ code, message, exitCode: EXIT.found });
}

/** What is wrong with this file alone; undefined for what would be wrong with every other one, too. */
function faultOfFile(error: unknown): { code: string; message: string } | undefined {
  if (isOfSystem(error)) return { code: error.code ?? 'file-unusable', message: error.message };
  if (!(error instanceof CommandFault)) return undefined;
  const { code } = error;
  if (code === 'image-exists')
    return { code, message: 'Another picture has this name there. --replace puts this one in its place.' };
  const isOfAll =
    error instanceof Refused
      ? error.status === 401 || code === 'scope-missing'
      : error.exitCode !== EXIT.found;
  return isOfAll || code === 'image-space-used' ? undefined : { code, message: error.message };
}
