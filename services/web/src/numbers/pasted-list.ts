import { numbersOf } from './numbers-of-text.ts';

/** What a link may hold. */
const MOST_IN_LINK = 1_500;

/** Between lines of a list in a link: no number has it. */
const BETWEEN = '~';

let waiting = '';

/** Keeps a list that is too long for a link until its page takes it. @returns what the link says of it, if it can */
export function listForLink(text: string): string | undefined {
  const list = numbersOf(text)
    .numbers.map(
      ({ number, quantity }) => number.replaceAll(BETWEEN, ' ') + (quantity === null ? '' : `*${quantity}`),
    )
    .join(BETWEEN);
  if (list.length <= MOST_IN_LINK) return list === '' ? undefined : list;
  waiting = text;
  return undefined;
}

export function textOfLink(list: string): string {
  return list.replaceAll(BETWEEN, '\n');
}

/** The list that was too long for the link, once. */
export function takeWaiting(): string {
  const text = waiting;
  waiting = '';
  return text;
}

/** Whether a text that is pasted into the box is a list rather than one thing to search for. */
export function isNumberList(text: string): boolean {
  return /[\n\r\t]/.test(text.trim()) && numbersOf(text).numbers.length > 1;
}
