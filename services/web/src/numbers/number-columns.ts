import { quantityAlone } from './quantity-of-text.ts';

/** Which columns of a table that was pasted hold what; from 0. */
export interface NumberColumns {
  number: number;
  /** Undefined where there is none. */
  quantity: number | undefined;
  /** The first row names the columns. */
  hasHead: boolean;
}

const NUMBER_HEAD =
  /零件号|配件号|件号|编号|编码|图号|料号|货号|型号|号码|\bOEM?\b|part\s*(?:no|num|nr|#)|number|article|artikel|teilenummer|\bsku\b|\bref/i;
const QUANTITY_HEAD = /数量|件数|个数|\bq'?ty\b|quantity|\bpcs\b|menge|anzahl/i;
/** Of so many rows the columns are told. */
const LOOKED_AT = 200;
const ENOUGH = 0.6;

/** Undefined for rows that are no table: too few of them have more than one cell, or no column has numbers. */
export function numberColumns(rows: readonly (readonly string[])[]): NumberColumns | undefined {
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
  const byHead = hasHead ? head.findIndex((cell) => QUANTITY_HEAD.test(cell)) : -1;
  const counted = columns.map(
    (cells, at) => at !== number && share(cells, (cell) => quantityAlone(cell) !== null) >= ENOUGH,
  );
  // A column before the numbers that counts up numbers the rows.
  const behind = counted.findIndex((is, at) => is && at > number);
  const before = counted.findIndex((is, at) => is && at < number && isSerial[at] !== true);
  const [quantity] = [byHead, behind, before].filter((at) => at >= 0 && at !== number);
  return { number, quantity, hasHead };
}

/** Four characters with a digit, without words around it, and no date or price. */
export function isLikeNumber(cell: string): boolean {
  const key = cell.replace(/[^A-Za-z0-9]/g, '');
  return (
    key.length >= 4 &&
    key.length <= 60 &&
    /\d/.test(key) &&
    !/\p{Script=Han}{3}/u.test(cell) &&
    !/^\s*[¥$€£]?\d+\.\d{1,2}\s*$/.test(cell) &&
    !/^\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(cell)
  );
}

function share(cells: readonly string[], is: (cell: string) => boolean): number {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
}

/** 1, 2, 3, … from row to row. */
function countsUp(cells: readonly string[]): boolean {
  const counts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return counts.length > 1 && counts.every((cell, at) => Number(cell) === at + 1);
}
