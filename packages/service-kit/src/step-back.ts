import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** How much more readily than background threads the system runs those that answer calls: some nine to one. */
const NICENESS = 10;

/** Lets the others of the process go before this thread. Linux knows a priority for each, which threads that it begins inherit. */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), NICENESS);
  } catch {
    // A sandbox may forbid it, or have no such file: then the threads share the processor evenly.
  }
}
