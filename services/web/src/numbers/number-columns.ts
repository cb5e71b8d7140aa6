import { quantityAlone, quantityOfCell } from './quantity-of-text.ts';

/** Which columns of a table that was pasted hold what; from 0. */
export interface NumberColumns {
  number: number;
  /** Undefined where there is none, or it can't be told which. */
  quantity: number | undefined;
  /** Where several may hold the quantity, or one may hold something else as well. */
  unsure: readonly number[];
  /** The row that names the columns, if one does. */
  head: number | undefined;
}

const NUMBER_HEAD =
  /零件号|配件号|件号|编号|编码|图号|料号|货号|型号|号码|\bOEM?\b|part\s*(?:no|num|nr|#)|number|article|artikel|teilenummer|\bsku\b|\bref/i;
const QUANTITY_HEAD = /数量|件数|个数|数目|\bq'?ty\b|quantity|\bpcs\b|menge|anzahl/i;
const ORDER_HEAD = /订|购|需|要货|申请|order|need|want|request|required|bestell|bedarf/i;
/** How many there are, go into a box or have to be taken, and not how many are wanted. */
const STOCK_HEAD =
  /库存|在库|现存|结存|可用|可供|起订|最小|包装|装箱|每|stock|hand|avail|inventory|\bmin|moq|pack|\bper\b|bestand|lager/i;
const OTHER_HEAD =
  /序|行号|价|额|合计|年|月|日|重|量程|price|cost|amount|total|year|date|weight|line|^\s*(?:no|nr|pos|#)\.?\s*$|preis|betrag|jahr/i;
const PRICE = /^\s*[¥$€£]?\s*\d+[.,]\d{1,2}\s*$/;
const DATE = /^\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/;
/** Of so many rows the columns are told. */
const LOOKED_AT = 200;
const ENOUGH = 0.6;
/** More of one part are seldom wanted than there are years and account numbers. */
const LARGE = 1_000;

/** Undefined for rows that are no table: too few of them have more than one cell, or no column has numbers. */
export function numberColumns(
  rows: readonly (readonly string[])[],
  options: {
    /** What stands between the cells may also stand between the numbers of a line: without headings each row has to be of one number. */
    isSentence?: boolean;
  } = {},
): NumberColumns | undefined {
  const wide = rows.filter((row) => row.length > 1).slice(0, LOOKED_AT);
  if (wide.length === 0 || wide.length * 2 < Math.min(rows.length, LOOKED_AT)) return undefined;
  const [head = []] = wide;
  const hasHead =
    !head.some(isLikeNumber) && head.some((cell) => NUMBER_HEAD.test(cell) || QUANTITY_HEAD.test(cell));
  const body = hasHead ? wide.slice(1) : wide;
  const width = Math.max(...wide.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => body.map((row) => row[at] ?? ''));
  const shares = columns.map((cells) => share(cells, isLikeNumber));
  const named = hasHead ? head.map((cell) => NUMBER_HEAD.test(cell)) : [];
  const isSerial = columns.map(countsUp);
  // Names of columns say most; among several the one with most numbers in it.
  const order = shares
    .map((has, at) => ({
      at,
      worth: has + (named[at] === true ? 0.5 : 0) - (isSerial[at] === true ? 2 : 0),
      has,
    }))
    .sort((a, b) => b.worth - a.worth || a.at - b.at);
  const best = order[0];
  if (best === undefined || (best.has < 0.3 && named[best.at] !== true)) return undefined;
  const number = best.at;
  const others = columns.filter((_, at) => at !== number);
  if (options.isSentence === true && !hasHead && others.some((cells) => cells.some(mayBeNumber)))
    return undefined;
  // A column before the numbers that counts up numbers the rows.
  const counted = columns.flatMap((cells, at) =>
    at !== number && share(cells, isCount) >= ENOUGH && !(at < number && isSerial[at] === true) ? [at] : [],
  );
  const quantities = hasHead ? underHead(head, number, counted) : withoutHead(columns, counted);
  return { number, ...quantities, head: hasHead ? rows.indexOf(head) : undefined };
}

function underHead(
  head: readonly string[],
  number: number,
  counted: readonly number[],
): Pick<NumberColumns, 'quantity' | 'unsure'> {
  const named = head.flatMap((cell, at) => (at !== number && QUANTITY_HEAD.test(cell) ? [at] : []));
  // What isn't known to be something else may be the quantity under a name that isn't known.
  if (named.length === 0)
    return {
      quantity: undefined,
      unsure: counted.filter((at) => !OTHER_HEAD.test(head[at] ?? '') && !STOCK_HEAD.test(head[at] ?? '')),
    };
  const free = named.filter((at) => !STOCK_HEAD.test(head[at] ?? ''));
  const ordered = free.filter((at) => ORDER_HEAD.test(head[at] ?? ''));
  return surely(ordered.length === 1 ? ordered : free, named);
}

function withoutHead(
  columns: readonly (readonly string[])[],
  counted: readonly number[],
): Pick<NumberColumns, 'quantity' | 'unsure'> {
  const small = counted.filter(
    (at) => share(columns[at] ?? [], (cell) => Number.parseInt(cell, 10) >= LARGE) < 1 - ENOUGH,
  );
  const withUnits = small.filter(
    (at) => share(columns[at] ?? [], (cell) => /\d\s*\p{L}/u.test(cell)) >= ENOUGH,
  );
  return surely(withUnits.length === 1 ? withUnits : small, counted);
}

function surely(
  candidates: readonly number[],
  all: readonly number[],
): Pick<NumberColumns, 'quantity' | 'unsure'> {
  const [quantity, another] = candidates;
  if (quantity !== undefined && another === undefined) return { quantity, unsure: [] };
  return { quantity: undefined, unsure: all };
}

/** Four characters with a digit, without words around it, and no date or price. */
export function isLikeNumber(cell: string): boolean {
  const key = cell.replace(/[^A-Za-z0-9]/g, '');
  return (
    key.length >= 4 &&
    key.length <= 60 &&
    /\d/.test(key) &&
    !/\p{Script=Han}{3}/u.test(cell) &&
    !isPrice(cell) &&
    !DATE.test(cell)
  );
}

export function isPrice(cell: string): boolean {
  return PRICE.test(cell);
}

/** A count is none, nor a year, a price or what has words in it. */
function mayBeNumber(cell: string): boolean {
  const bare = cell.replace(/\p{Script=Han}+|(?<![\w-])[A-Za-z]{3,}(?![\w-])/gu, ' ').trim();
  if (!/\d/.test(bare) || isPrice(cell) || DATE.test(cell) || /^(?:19|20)\d{2}$/.test(bare)) return false;
  if (isCount(cell)) return Number.parseInt(cell, 10) >= LARGE;
  return bare === cell.trim() ? quantityOfCell(cell)?.unread === true : isLikeNumber(bare);
}

function isCount(cell: string): boolean {
  return quantityAlone(cell) !== undefined;
}

function share(cells: readonly string[], is: (cell: string) => boolean): number {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
}

/** 1, 2, 3, … from row to row; a few of them may begin anywhere. */
function countsUp(cells: readonly string[]): boolean {
  const counts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const first = counts.length > 2 ? Number(counts[0]) : 1;
  return counts.length > 0 && counts.every((cell, at) => Number(cell) === at + first);
}
