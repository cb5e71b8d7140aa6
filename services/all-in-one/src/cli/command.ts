import { parseArgs } from 'node:util';
import type { Engines } from '../engines.ts';

/** What a command prints, and whether that is good news. */
export interface Answer {
  text: string;
  /** 0 where it isn't given. */
  exitCode?: number;
}

export type Command = (args: string[], engines: Engines) => Promise<Answer>;

/** The command line is at fault; the usage is shown with it. */
export class UsageError extends Error {}

/** @throws UsageError for an option that isn't known or lacks its value. */
export function parse(
  args: string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
