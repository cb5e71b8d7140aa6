import { createHash } from 'node:crypto';
import { headingKey } from '../columns.ts';

/** The same for files with the same headings, in whatever order and spelling that `headingKey` folds; empty without any. */
export function headingsFingerprint(headings: readonly string[]): string {
  const keys = [...new Set(headings.map(headingKey))].filter((key) => key !== '').sort();
  return keys.length === 0 ? '' : createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}
