import { type NameInText, namesInText, partType, position } from '@qipei/part-type';
import type { ReadVehicleWords } from './vehicle-words.ts';

export interface Understood {
  kind: ReadVehicleWords['words'][number]['kind'] | 'part-type' | 'position' | 'brand' | 'number' | 'words';
  /** As it was typed. */
  text: string;
  /** What it means; empty where that is what was typed. */
  zh: string;
  en: string;
  /** Of a part type, a position, a brand, a make or a model. */
  id: string;
  makeId: string;
  /** The text without it. */
  without: string;
  /** The vehicle table has nothing of that name: it limits nothing. */
  unknown: boolean;
}

export interface Piece extends Omit<Understood, 'text' | 'without'> {
  start: number;
  end: number;
}

const PLAIN = { zh: '', en: '', id: '', makeId: '', unknown: false };

/** The text with blanks for these pieces of it: what is left stands where it stood. */
export function blanked(text: string, pieces: readonly { start: number; end: number }[]): string {
  let left = text;
  for (const { start, end } of pieces)
    left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return left;
}

export function without(text: string, pieces: readonly { start: number; end: number }[]): string {
  return blanked(text, pieces).replaceAll(/\s+/g, ' ').trim();
}

/** Part types and places that the text names. */
export function namedParts(text: string): Piece[] {
  return namesInText(text).map(({ kind, start, end, ids }: NameInText): Piece => {
    const [id = ''] = ids;
    const named = kind === 'position' ? position(id) : ids.length === 1 ? partType(id) : undefined;
    return { ...PLAIN, kind, start, end, id, zh: named?.nameZh ?? '', en: named?.nameEn ?? '' };
  });
}

export function namedVehicles({ words }: Pick<ReadVehicleWords, 'words'>): Piece[] {
  return words.map(({ kind, start, end, zh, en, makeId, modelId, unknown }) => ({
    ...{ kind, start, end, zh, en, makeId, unknown },
    id: modelId === '' ? makeId : modelId,
  }));
}

const WORD = /\S+/g;

/** The pieces in the order of the text, and what is left between them as words. */
export function understood(text: string, known: readonly Piece[]): Understood[] {
  const rest = [...blanked(text, known).matchAll(WORD)].map(
    ({ index, 0: word }): Piece => ({ ...PLAIN, kind: 'words', start: index, end: index + word.length }),
  );
  return [...known, ...rest]
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, ...piece }) => ({
      ...piece,
      text: text.slice(start, end).trim(),
      without: without(text, [{ start, end }]),
    }));
}
