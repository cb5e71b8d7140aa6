/** V8 shares memory between texts from so many characters on. */
const SHARED_FROM = 13;

/**
 * The same text in memory of its own, for what is kept for long: a text cut from a piece of a file keeps the whole piece in memory
 * for as long as it lives itself. Longer ones than `most` end in `…`.
 */
export function ownText(text: string, most = Number.POSITIVE_INFINITY): string {
  if (text.length < SHARED_FROM) return text;
  // With a character more the text is written anew; what is cut from that shares memory with nothing else.
  const own = ` ${text.length > most ? `${text.slice(0, most - 1)}…` : text}`;
  return own.slice(1);
}
