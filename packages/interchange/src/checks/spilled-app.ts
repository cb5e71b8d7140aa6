import type { CheckedApp } from './checked-app.ts';
import { ownText } from './own-text.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import type { SeededHash } from './seeded-hash.ts';

/** Everything of an app that is compared, as numbers, with the words that an example needs behind them. */
const BYTES = 0;
const ROOT = 4;
const ATTRIBUTES = 12;
const COMMENTS = 20;
const PART = 28;
const ASSET = 36;
const QUANTITY = 44;
const FROM = 48;
const TO = 50;
const LINE = 52;
const FLAGS = 56;
const WORDS = 57;

const HAS_ATTRIBUTES = 1;
const HAS_COMMENTS = 2;
const HAS_YEARS = 4;
/** Above the flags: how many attributes there are, of 31 at most. */
const ATTRIBUTE_COUNT = 8;
const MOST_COUNTED = 31;

/** Of an app whose vehicle says its year itself. */
export const ANY_YEAR = { from: 0, to: 0xff_ff } as const;

const FIELD = '\u001f';
const ITEM = '\u001e';
const SHOWN_LENGTH = 120;
/** Notes and attribute sets come again and again; what they are compared by is worked out once. */
const REMEMBERED = 20_000;

/** Offsets within a record, for the code that goes through the partitions. */
export const APP_LAYOUT = {
  ...{ BYTES, ROOT, ATTRIBUTES, COMMENTS, PART, ASSET, QUANTITY, FROM, TO, LINE, FLAGS },
  ...{ HAS_ATTRIBUTES, HAS_COMMENTS, HAS_YEARS, ATTRIBUTE_COUNT },
} as const;

/** The words of an app, for messages. */
export interface AppWords {
  record: string;
  vehicle: string;
  partType: string;
  positions: string;
  mfrLabel: string;
  brand: string;
  part: string;
  /** `SubModel=13`, sorted. */
  attributes: string[];
  /** Qualifiers and notes, shortened. */
  comments: string;
}

/** How a feed's apps are written into the spill. */
export function appSpiller(spill: PartitionedSpill, hash: SeededHash): (app: CheckedApp) => void {
  const folded = new Map<string, string>();
  const fold = (text: string) => {
    const known = folded.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    const made = comparable(own);
    if (folded.size >= REMEMBERED) folded.clear();
    folded.set(own, made);
    return made;
  };

  return (app) => {
    const { vehicle, part } = app;
    if (vehicle === undefined || part.number === '') return;
    const attributes = app.attributes.map(({ name, value }) => `${name}=${value}`);
    const comments = app.notes.map(fold).filter((note) => note !== '');
    for (const qualifier of app.qualifiers) comments.push(fold(qualifierText(qualifier)));
    const [attributeText, commentText] = [setOf(attributes), setOf(comments)];
    const positions = setOf(app.positions);
    const words =
      `${app.record}${FIELD}${vehicle.key}${FIELD}${app.partType}${FIELD}${positions}${FIELD}` +
      `${app.mfrLabel}${FIELD}${part.brand}${FIELD}${part.number}${FIELD}${attributeText}${FIELD}` +
      commentText.slice(0, SHOWN_LENGTH);
    hash.reset().text(vehicle.key).text(app.partType).text(positions);
    hash.text(fold(app.mfrLabel)).text(fold(part.brand));
    const [rootLow, rootHigh] = [hash.low, hash.high];
    const buffer = spill.room(rootHigh, WORDS + words.length * 3);
    const { at } = spill;
    const end = at + WORDS + buffer.write(words, at + WORDS, 'utf8');
    const years = vehicle.years ?? ANY_YEAR;
    put(buffer, at + BYTES, end - at);
    put(buffer, at + ROOT, rootLow);
    put(buffer, at + ROOT + 4, rootHigh);
    hash.reset().text(attributeText);
    put(buffer, at + ATTRIBUTES, hash.low);
    put(buffer, at + ATTRIBUTES + 4, hash.high);
    hash.reset().text(commentText);
    put(buffer, at + COMMENTS, hash.low);
    put(buffer, at + COMMENTS + 4, hash.high);
    hash.reset().text(part.number);
    put(buffer, at + PART, hash.low);
    put(buffer, at + PART + 4, hash.high);
    hash.reset().text(app.asset);
    put(buffer, at + ASSET, hash.low);
    put(buffer, at + ASSET + 4, hash.high);
    put(buffer, at + QUANTITY, hash.reset().text(quantityKey(app.quantity)).low);
    buffer[at + FROM] = years.from & 255;
    buffer[at + FROM + 1] = years.from >>> 8;
    buffer[at + TO] = years.to & 255;
    buffer[at + TO + 1] = years.to >>> 8;
    put(buffer, at + LINE, app.line);
    buffer[at + FLAGS] =
      (attributes.length > 0 ? HAS_ATTRIBUTES : 0) |
      (comments.length > 0 ? HAS_COMMENTS : 0) |
      (vehicle.years === undefined ? 0 : HAS_YEARS) |
      (Math.min(itemsOf(attributeText), MOST_COUNTED) * ATTRIBUTE_COUNT);
    spill.wrote(end);
  };
}

export function wordsOf(buffer: Buffer, at: number): AppWords {
  const text = buffer.toString('utf8', at + WORDS, at + u32(buffer, at + BYTES));
  const [record = '', vehicle = '', partType = '', positions = '', ...others] = text.split(FIELD);
  const [mfrLabel = '', brand = '', part = '', attributes = '', comments = ''] = others;
  return {
    ...{ record, vehicle, partType, mfrLabel, brand, part },
    positions: positions.replaceAll(ITEM, ', '),
    attributes: attributes === '' ? [] : attributes.split(ITEM),
    comments: comments.replaceAll(ITEM, '; '),
  };
}

export function u32(buffer: Buffer, at: number): number {
  // Written out: a call of readUInt32LE for each of twelve fields of each app is what the time would go to.
  return (
    ((buffer[at] as number) |
      ((buffer[at + 1] as number) << 8) |
      ((buffer[at + 2] as number) << 16) |
      ((buffer[at + 3] as number) << 24)) >>>
    0
  );
}

export function put(buffer: Buffer, at: number, value: number): void {
  buffer[at] = value & 255;
  buffer[at + 1] = (value >>> 8) & 255;
  buffer[at + 2] = (value >>> 16) & 255;
  buffer[at + 3] = value >>> 24;
}

/** What notes, labels and brands are compared by: without regard to case, width and how many blanks. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toUpperCase();
}

/** `2` and `2.0` are one; what is no number is compared as it is written. */
function quantityKey(quantity: string): string {
  if (quantity === '1' || quantity === '') return quantity;
  const number = Number(quantity);
  return Number.isFinite(number) ? String(number) : quantity;
}

function qualifierText({ id, params, text }: CheckedApp['qualifiers'][number]): string {
  // With an id the text only repeats what the table says.
  if (id === '') return text;
  let made = `Q${id}`;
  for (const { value, uom } of params) made += `|${value}|${uom}`;
  return made;
}

function itemsOf(set: string): number {
  if (set === '') return 0;
  let items = 1;
  for (let at = set.indexOf(ITEM); at !== -1; at = set.indexOf(ITEM, at + 1)) items += 1;
  return items;
}

/** A set's items in one text: sorted, each once. */
function setOf(items: readonly string[]): string {
  if (items.length === 0) return '';
  if (items.length === 1) return items[0] as string;
  const sorted = [...items].sort();
  let text = sorted[0] as string;
  for (let at = 1; at < sorted.length; at += 1) {
    if (sorted[at] !== sorted[at - 1]) text += ITEM + (sorted[at] as string);
  }
  return text;
}
