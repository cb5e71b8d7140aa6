import { standsForNone } from '@qipei/part-number';

const MAX_LENGTH = 40;
/** A dash, a slash or dots alone. */
const SIGNS = /^[\s\-\u2010-\u2015－_/／\\.…·]+$/;

/** Whether what a cell has says that there is nothing: `无`, `N/A`, `—`. */
export function saysNone(text: string): boolean {
  return text.length <= MAX_LENGTH && text !== '' && (SIGNS.test(text) || standsForNone(text));
}
