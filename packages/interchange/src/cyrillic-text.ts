/** Fewer letters say too little; as many words that could all be pairs of bytes might still be Chinese. */
const LEAST_LETTERS = 5;
const LEAST_OF_PAIRS = 60;
const MEAN_WORD = 2.5;
/** Of what isn't ASCII. */
const MOST_OTHERS = 0.02;
/** Of neighbouring letters, a capital behind a small one. */
const MOST_HUMPS = 0.05;
/** Of Windows-1251 beside the alphabet from 0xC0: `Ё`, `ё` and letters of Ukrainian. */
const FURTHER_LETTERS = new Set([0xa8, 0xb8, 0xa5, 0xb4, 0xaa, 0xba, 0xaf, 0xbf, 0xb2, 0xb3]);
/** `№`, quotation marks, dashes, the blank that doesn't break. */
const SIGNS = new Set([0xb9, 0xab, 0xbb, 0x84, 0x93, 0x94, 0x96, 0x97, 0x85, 0xa0, 0xb0]);

/**
 * Whether bytes that aren't UTF-8 are Cyrillic in Windows-1251: whole words of letters from one half of the code page, small ones behind
 * capitals. In Western text accented letters stand alone; in Chinese of GB 18030 bytes of all kinds follow each other.
 */
export function isCyrillic(sample: Uint8Array): boolean {
  let [letters, words, others, signs, humps] = [0, 0, 0, 0, 0];
  let before = 0;
  let [run, odd] = [0, 0];
  for (const byte of sample) {
    const isLetter = byte >= 0xc0 || FURTHER_LETTERS.has(byte);
    if (isLetter) {
      letters += 1;
      if (before === 0) words += 1;
      else if (before >= 0xe0 && byte >= 0xc0 && byte < 0xe0) humps += 1;
    } else if (byte >= 0x80) {
      if (SIGNS.has(byte)) signs += 1;
      else others += 1;
    }
    before = isLetter ? byte : 0;
    if (byte >= 0x80) run += 1;
    else {
      odd += run % 2;
      run = 0;
    }
  }
  return (
    letters >= (odd + (run % 2) === 0 ? LEAST_OF_PAIRS : LEAST_LETTERS) &&
    letters >= words * MEAN_WORD &&
    others <= (letters + signs + others) * MOST_OTHERS &&
    humps <= letters * MOST_HUMPS
  );
}
