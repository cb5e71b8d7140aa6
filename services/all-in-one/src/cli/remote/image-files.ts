import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { UsageError } from '../command.ts';
import { countText } from './shown-text.ts';

/** A picture of the folder, and what its name says. */
export interface ImageFile {
  path: string;
  /** From the folder on, with `/` between. */
  file: string;
  /** Names of the folders in which it lies, the nearest first. */
  folders: string[];
  /** What number its name may be, the whole of it first. */
  readings: NameReading[];
  /** By which the platform keeps it. */
  imageName: string;
}

export interface NameReading {
  number: string;
  /** 0 is the first picture of the part. */
  place: number;
}

const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp']);
/** What is known of each is held in memory. */
const MOST_PICTURES = 200_000;
const MAX_NAME = 80;
/** `WBKD-1-2`, `WBKD-1 - 2`, `WBKD-1_2`, `WBKD-1 2`, `WBKD-1 (2)`: the second one behind the first. */
const FURTHER = /^(.*[^\s_(-])(?:(?:\s*[-_]\s*|\s+)0*(\d{1,2})|\s*\(0*(\d{1,2})\))$/;

/**
 * The pictures of a folder and the folders in it, by name; and what else lies there. Hidden files aren't looked at; links
 * aren't followed, and are among the others. @throws UsageError for too many, the system's error
 */
export async function imageFiles(
  folder: string,
  most = MOST_PICTURES,
): Promise<{ images: ImageFile[]; others: string[] }> {
  const images: ImageFile[] = [];
  const others: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path).split(/[\\/]/).join('/');
    if (entry.isDirectory() || file.split('/').some((part) => part.startsWith('.'))) continue;
    if (!entry.isFile() || !PICTURES.has(extname(entry.name).toLowerCase())) others.push(file);
    else images.push({ path, file, ...named(file) });
  }
  if (images.length > most)
    throw new UsageError(
      `'${folder}' has ${countText(images.length)} pictures: at most ${countText(most)} are pushed at once. Push its folders one by one.`,
    );
  const byName = new Intl.Collator('en', { numeric: true });
  images.sort((a, b) => byName.compare(a.file, b.file));
  return { images, others: others.sort(byName.compare) };
}

function named(file: string): Pick<ImageFile, 'folders' | 'readings' | 'imageName'> {
  const name = basename(file);
  const folders = dirname(file)
    .split('/')
    .filter((each) => each !== '.')
    .reverse();
  return {
    folders,
    readings: readingsOf(name.slice(0, -extname(name).length)),
    imageName: imageNameOf(name),
  };
}

/** What number a file's name may be: the whole, or what stands before `-1`, `-2` for further pictures. */
export function readingsOf(stem: string): NameReading[] {
  const number = stem.normalize('NFC').trim();
  const whole = { number, place: 0 };
  const further = FURTHER.exec(number);
  const place = Number(further?.[2] ?? further?.[3]);
  return further === null || place < 1 ? [whole] : [whole, { number: further[1] ?? '', place }];
}

/** With the letters that names of pictures take, and within their length; docs/images.md. */
export function imageNameOf(name: string): string {
  const kind = extname(name);
  const own = name
    .slice(0, name.length - kind.length)
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, MAX_NAME - kind.length)
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(/[ .]+$/, '');
  return `${own === '' ? 'image' : own}${kind}`;
}

/** How numbers are compared: letters A to Z and digits, in any case and width. */
export function keyOfNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '');
}
