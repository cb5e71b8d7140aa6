import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'vin');

/** A sample that lies beside the checkout; undefined, and said so aloud, where it doesn't. */
export function sharedSample<T>(name: string): T | undefined {
  const path = join(FOLDER, name);
  if (!existsSync(path)) {
    console.warn(
      `The sample ${name} is not beside the checkout (../shared/data/vin): its tests are skipped.`,
    );
    return undefined;
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
