import { simplified } from '@qipei/han';

const HAN = /[\p{Script=Han}]/u;

/** Singular of an English word, roughly and the same on both sides: filters, belts; not glass, gas. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/**
 * Words in the form in which names are compared: NFKC, lower case, traditional characters as simplified ones, `a/c` as `ac`, punctuation as blanks, English words in
 * the singular with one blank between them, and no blank beside a Chinese character.
 */
export function normaliseWords(text: string): string {
  const words = simplified(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/\ba\/c\b/g, 'ac')
    .replace(/\p{Script=Han}+/gu, ' $& ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
  let result = '';
  for (const word of words) {
    const apart = result !== '' && !HAN.test(result.at(-1) ?? '') && !HAN.test(word[0] ?? '');
    result += apart ? ` ${word}` : word;
  }
  return result;
}
