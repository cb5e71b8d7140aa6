import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CheckedFile,
  type CheckReport,
  checkFile,
  type QualifierTable,
  readQualifierTable,
  readVehicleTable,
  reportText,
  sarifLog,
  UnreadableFile,
  type VehicleTable,
} from '@qipei/interchange/checks';
import { progressBar } from '../progress-bar.ts';
import { parse, UsageError } from './command.ts';

export const CHECK_USAGE = `qipei check FILE|- [--format text|json|sarif] [--vehicles VCDB.zip] [--qualifiers QDB.csv] [--max-findings N] [--fail-on error|warning|note|never]
`;

const FORMATS = ['text', 'json', 'sarif'] as const;
const LEVELS = ['error', 'warning', 'note', 'never'] as const;
const CLEAN = 0;
const FOUND = 1;
const UNUSABLE = 2;
const INTERRUPTED = 130;

interface Wanted {
  file: string;
  format: (typeof FORMATS)[number];
  failOn: (typeof LEVELS)[number];
  vehicles: string | undefined;
  qualifiers: string | undefined;
  maxFindings: number;
}

/**
 * Checks a feed without a platform and without a data folder. Prints the report, also of what came before the point at which a file
 * breaks off. @returns the exit code: 0 nothing at or above the level was found, 1 something was, 2 the file can't be read whole or the
 * command is at fault
 */
export async function check(args: string[]): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const wanted = wantedOf(args);
    const vehicles = wanted.vehicles === undefined ? undefined : await tableOf(wanted.vehicles);
    const qualifiers = wanted.qualifiers === undefined ? undefined : await listOf(wanted.qualifiers);
    const { report, broken } = await checked(wanted, { vehicles, qualifiers }, interruption.signal);
    if (interruption.signal.aborted) return INTERRUPTED;
    await print(output(wanted, report, broken !== undefined));
    if (broken !== undefined) process.stderr.write(`qipei: ${broken.message}\n`);
    return broken === undefined ? exitCode(report, wanted.failOn) : UNUSABLE;
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    if (error instanceof UsageError) process.stderr.write(`qipei: ${error.message}\n\n${CHECK_USAGE}`);
    else if (error instanceof UnreadableFile || isOfSystem(error))
      process.stderr.write(`qipei: ${(error as Error).message}\n`);
    else throw error;
    return UNUSABLE;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** @throws UsageError */
function wantedOf(args: string[]): Wanted {
  const { values, positionals } = parse(args, {
    format: { type: 'string' },
    vehicles: { type: 'string' },
    qualifiers: { type: 'string' },
    'max-findings': { type: 'string' },
    'fail-on': { type: 'string' },
  });
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('name the file to check, or - for what is piped in');
  if (others.length > 0) throw new UsageError(`'${others[0]}' was not expected`);
  const maxFindings = String(values['max-findings'] ?? 100);
  if (!/^\d{1,6}$/.test(maxFindings)) throw new UsageError('--max-findings is a number up to 999999');
  return {
    file,
    format: oneOf('--format', FORMATS, values.format, 'text'),
    failOn: oneOf('--fail-on', LEVELS, values['fail-on'], 'error'),
    vehicles: values.vehicles === undefined ? undefined : String(values.vehicles),
    qualifiers: values.qualifiers === undefined ? undefined : String(values.qualifiers),
    maxFindings: Number(maxFindings),
  };
}

function oneOf<T extends string>(option: string, allowed: readonly T[], given: unknown, fallback: T): T {
  if (given === undefined) return fallback;
  const found = allowed.find((each) => each === given);
  if (found === undefined) throw new UsageError(`${option} is ${allowed.join(', ')}`);
  return found;
}

async function tableOf(path: string): Promise<VehicleTable> {
  await fileSize(path);
  return await readVehicleTable(createReadStream(path));
}

async function listOf(path: string): Promise<QualifierTable> {
  await fileSize(path);
  return await readQualifierTable(createReadStream(path));
}

async function checked(
  { file, maxFindings }: Wanted,
  tables: { vehicles: VehicleTable | undefined; qualifiers: QualifierTable | undefined },
  signal: AbortSignal,
): Promise<CheckedFile> {
  const size = file === '-' ? undefined : await fileSize(file);
  const bar = process.stderr.isTTY ? progressBar(process.stderr) : undefined;
  try {
    const bytes: AsyncIterable<Uint8Array> =
      file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
    return await checkFile(until(bytes, signal), {
      // Read when a file of rows comes: the columns bring the readers of rows with them.
      columns: async () => (await import('@qipei/fitment/columns')).FITMENT_COLUMNS,
      ...{ maxFindings, ...tables },
      progress(read, applications) {
        if (bar !== undefined && size !== undefined && size > 0)
          bar.update(read / size, `${applications} applications`);
      },
    });
  } finally {
    bar?.end();
  }
}

/** Ends with an error when the person gives up, so that everything on the way is cleared away. */
async function* until(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    signal.throwIfAborted();
    yield chunk;
  }
}

async function fileSize(path: string): Promise<number> {
  const found = await stat(path);
  if (found.isDirectory()) throw new UsageError(`'${path}' is a folder`);
  return found.size;
}

function output({ format, file }: Wanted, report: CheckReport, broken: boolean): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const name = file === '-' ? 'standard input' : file;
  if (format === 'text') return reportText(report, { file: name });
  return `${JSON.stringify(sarifLog(report, { uri: uriOf(file), broken }), null, 2)}\n`;
}

/** Relative to where the check runs, as viewers want it; of a file elsewhere the whole. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  const from = relative(process.cwd(), file);
  if (from.startsWith('..')) return pathToFileURL(file).href;
  return from.split(/[\\/]/).map(encodeURIComponent).join('/');
}

function exitCode({ findings }: CheckReport, failOn: Wanted['failOn']): number {
  const level = LEVELS.indexOf(failOn);
  if (failOn === 'never') return CLEAN;
  return findings.some(({ severity }) => LEVELS.indexOf(severity) <= level) ? FOUND : CLEAN;
}

/** Whole, also into a pipe; a reader such as `head` may have seen enough before. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.once('error', () => resolve());
    process.stdout.write(text, () => resolve());
  });
}

/** A file that isn't there, or may not be read. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
