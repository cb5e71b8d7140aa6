import type { VinDecode } from '../vin-decode.ts';
import type { FlatAnswer } from './flat-answer.ts';

/** What came out of a batch, in figures. */
export interface BatchSummary {
  /** Answered, faulty ones included. */
  lines: number;
  /** With make, model and year. */
  complete: number;
  withMake: number;
  /** Of which exactly one vehicle of the table is left. */
  withVehicle: number;
  withSuggestions: number;
  /** By code: how many VINs have the note. */
  notes: Record<string, number>;
  /** By code: how many lines named no VIN. */
  faults: Record<string, number>;
}

export function emptySummary(): BatchSummary {
  return { lines: 0, complete: 0, withMake: 0, withVehicle: 0, withSuggestions: 0, notes: {}, faults: {} };
}

export function addAnswer(summary: BatchSummary, answer: FlatAnswer, decode: VinDecode): void {
  summary.lines += 1;
  if (answer.make !== null) summary.withMake += 1;
  if (answer.make !== null && answer.model !== null && answer.year !== null) summary.complete += 1;
  if (answer.vehicleId !== null) summary.withVehicle += 1;
  if (answer.suggestions.length > 0) summary.withSuggestions += 1;
  for (const { code } of decode.notes) summary.notes[code] = (summary.notes[code] ?? 0) + 1;
}

export function addSummary(sum: BatchSummary, other: BatchSummary): void {
  for (const name of ['lines', 'complete', 'withMake', 'withVehicle', 'withSuggestions'] as const)
    sum[name] += other[name];
  for (const name of ['notes', 'faults'] as const) {
    for (const [code, count] of Object.entries(other[name])) sum[name][code] = (sum[name][code] ?? 0) + count;
  }
}
