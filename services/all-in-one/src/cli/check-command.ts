import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type CheckedFile,
  type CheckFileOptions,
  type CheckReport,
  checkFile,
  type FileMapping,
  type QualifierTable,
  reportText,
  sarifLog,
  UnreadableFile,
  type VehicleTable,
} from '@qipei/interchange/checks';
import { progressBar } from '../progress-bar.ts';
import { parse, UsageError } from './command.ts';

export const CHECK_USAGE = `qipei check FILE|- [--format text|json|sarif] [--kind fitments|parts] [--mapping FILE.json] [--vehicles VCDB.zip] [--qualifiers QDB.csv] [--max-findings N] [--fail-on error|warning|note|never]
`;

const FORMATS = ['text', 'json', 'sarif'] as const;
const KINDS = ['fitments', 'parts'] as const;
const LEVELS = ['error', 'warning', 'note', 'never'] as const;
const CLEAN = 0;
const FOUND = 1;
const UNUSABLE = 2;
const INTERRUPTED = 130;

/** What the command line names is no file that can be read. */
class NotReadable extends Error {}

interface Wanted {
  file: string;
  format: (typeof FORMATS)[number];
  failOn: (typeof LEVELS)[number];
  kind: (typeof KINDS)[number] | undefined;
  mapping: string | undefined;
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
    const mapping = wanted.mapping === undefined ? undefined : await mappingOf(wanted.mapping);
    const given = { vehicles, qualifiers, mapping };
    const { report, broken } = await checked(wanted, given, interruption.signal);
    if (interruption.signal.aborted) return INTERRUPTED;
    await print(output(wanted, report, broken !== undefined));
    if (broken !== undefined) process.stderr.write(`qipei: ${broken.message}\n`);
    return broken === undefined ? exitCode(report, wanted.failOn) : UNUSABLE;
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    if (error instanceof UsageError) process.stderr.write(`qipei: ${error.message}\n\n${CHECK_USAGE}`);
    else if (error instanceof UnreadableFile || error instanceof NotReadable || isOfSystem(error))
      process.stderr.write(`qipei: ${(error as Error).message}\n`);
    // Thrown on it would end with 1, which says that the file was checked.
    else process.stderr.write(`qipei: the check itself failed: ${(error as Error).stack ?? error}\n`);
    return UNUSABLE;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** @throws UsageError */
function wantedOf(args: string[]): Wanted {
  const { values, positionals } = parse(args, {
    format: { type: 'string' },
    kind: { type: 'string' },
    mapping: { type: 'string' },
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
    kind: values.kind === undefined ? undefined : oneOf('--kind', KINDS, values.kind, 'fitments'),
    mapping: values.mapping === undefined ? undefined : String(values.mapping),
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
  await fileOf(path);
  const { readVehicleTable } = await import('@qipei/interchange/check-tables');
  return await readVehicleTable(createReadStream(path));
}

async function listOf(path: string): Promise<QualifierTable> {
  await fileOf(path);
  const { readQualifierTable } = await import('@qipei/interchange/check-tables');
  return await readQualifierTable(createReadStream(path));
}

/** @throws UsageError */
async function mappingOf(path: string): Promise<FileMapping | undefined> {
  await fileOf(path);
  const [{ readFileMapping }, { InvalidInput }] = await Promise.all([
    import('@qipei/interchange/check-tables'),
    import('@qipei/kernel'),
  ]);
  try {
    return readFileMapping(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new UsageError(`--mapping: ${error.message}`);
  }
}

async function checked(
  { file, maxFindings, kind }: Wanted,
  given: Pick<CheckFileOptions, 'vehicles' | 'qualifiers' | 'mapping'>,
  signal: AbortSignal,
): Promise<CheckedFile> {
  const found = file === '-' ? undefined : await fileOf(file);
  const size = found?.size ?? 0;
  const bar = process.stderr.isTTY ? progressBar(process.stderr) : undefined;
  try {
    const bytes: Readable =
      file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
    // Ends it with an error when the person gives up, also while it waits for more, so that everything on the way is cleared away.
    addAbortSignal(signal, bytes);
    return await checkFile(found?.isFile() === true ? bytes : onceOnly(bytes), {
      // Read when a file of rows comes: the columns bring the readers of rows with them.
      columns: async () => (await import('@qipei/fitment/columns')).FITMENT_COLUMNS,
      parts: async () => (await import('@qipei/catalog/part-rows')).PART_ROWS,
      ...{ maxFindings, kind, ...given },
      progress(read, applications) {
        if (bar !== undefined && size > 0) bar.update(read / size, `${applications} applications`);
      },
    });
  } finally {
    bar?.end();
  }
}

/** A pipe that has a path can't be opened a second time, as the reader of an archive would. */
function onceOnly(bytes: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => bytes[Symbol.asyncIterator]() };
}

/** @throws NotReadable where there is no file to be read. */
async function fileOf(path: string): Promise<Stats> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new NotReadable(`there is no file '${path}'`);
    throw error;
  });
  if (found.isDirectory()) throw new NotReadable(`'${path}' is a folder; name a file in it`);
  return found;
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

/** Whole, also into a pipe; a reader such as `head` may have seen enough before, which changes nothing of the exit code. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.on('error', () => resolve());
    process.stdout.write(text, () => resolve());
  });
}

/** A file that isn't there, or may not be read. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
