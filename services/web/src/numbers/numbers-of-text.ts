/** As many as POST /v1/numbers/lookup takes; a line of it may hold several still. */
export const MAX_NUMBERS = 1_000;
const MAX_LENGTH = 200;

/** A number a line, as lists are pasted: of a table the first column, without blank lines. */
export function numbersOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (line.split('\t')[0] ?? '').trim().slice(0, MAX_LENGTH))
    .filter((line) => line !== '');
}
