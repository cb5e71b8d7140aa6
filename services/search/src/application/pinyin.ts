import { pinyin } from 'pinyin-pro';

/** A syllable of Latin letters for each Chinese character, ü as v; characters with several readings as in these words. */
export function syllablesOf(han: string): readonly string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true }).map((each) =>
    each.toLowerCase().replace(/[^a-z]/g, ''),
  );
}
