import type { ExportLoss } from './export-job.ts';

export interface ExportLosses {
  add(code: string, what: string, partNumber: string): void;
  /** By code and thing. */
  all(): ExportLoss[];
}

const FIRST_NUMBERS = 10;
/** Names of things may come from files. */
const MAX_KINDS = 900;

/** Counts what is lost in room that doesn't grow with the file. */
export function exportLosses(): ExportLosses {
  const losses = new Map<string, ExportLoss & { partNumbers: string[] }>();
  return {
    add(code, what, partNumber) {
      const named = losses.size < MAX_KINDS || losses.has(`${code} ${what}`) ? what : 'other';
      const key = `${code} ${named}`;
      let loss = losses.get(key);
      if (loss === undefined) {
        loss = { code, what: named, count: 0, partNumbers: [] };
        losses.set(key, loss);
      }
      loss.count += 1;
      const { partNumbers } = loss;
      if (partNumber !== '' && partNumbers.length < FIRST_NUMBERS && !partNumbers.includes(partNumber))
        partNumbers.push(partNumber);
    },
    all: () => [...losses.keys()].sort().flatMap((key) => losses.get(key) ?? []),
  };
}
