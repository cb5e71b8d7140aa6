import { type NumberList, numbersOf } from './numbers-of-text.ts';

/** What a link may hold. */
const MOST_IN_LINK = 1_500;

/** Between lines of a list in a link: no number has it. Before a name: that of a list which is kept in this tab. */
const BETWEEN = '~';
const PREFIX = 'qipei.list.';
const MOST_KEPT = 10;

/** What storage didn't take: for as long as the page is open. */
const untaken = new Map<string, string>();
let named = 0;

/**
 * What a link says of a list; undefined of one without numbers. One that is too long for a link is kept in this tab, where going
 * back and loading anew find it.
 */
export function listForLink({ numbers }: NumberList, text: string): string | undefined {
  const list = numbers
    .map(({ number, quantity, unread }) => {
      const count = unread === true ? '*?' : quantity === null ? '' : `*${quantity}`;
      return number.replaceAll(BETWEEN, ' ') + count;
    })
    .join(BETWEEN);
  if (list.length <= MOST_IN_LINK) return list === '' ? undefined : list;
  return BETWEEN + keptAs(text);
}

/** Empty for a list that was kept in another tab. */
export function textOfLink(list: string): string {
  if (list.startsWith(BETWEEN)) return keptText(list.slice(BETWEEN.length));
  return list.replaceAll(BETWEEN, '\n');
}

/**
 * What is pasted into the box, if it is a list rather than one thing to search for. `ofVehicle`: beside a VIN, where numbers on one line
 * are several, too.
 */
export function pastedList(text: string, { ofVehicle = false } = {}): NumberList | undefined {
  if (!ofVehicle && !/[\n\r\t]/.test(text.trim())) return undefined;
  const list = numbersOf(text);
  return list.numbers.length > 1 ? list : undefined;
}

function keptText(name: string): string {
  try {
    return untaken.get(name) ?? sessionStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

function keptAs(text: string): string {
  const names = keptNames();
  const same = [...names, ...untaken.keys()].find((name) => keptText(name) === text);
  if (same !== undefined) return same;
  named += 1;
  // In the order of their names they were kept.
  const name = `${Date.now().toString(36)}-${named}`;
  try {
    for (const old of names.slice(0, Math.max(0, names.length + 1 - MOST_KEPT)))
      sessionStorage.removeItem(PREFIX + old);
    sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // Full, or switched off.
    untaken.set(name, text);
  }
  return name;
}

function keptNames(): string[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .sort();
  } catch {
    return [];
  }
}
