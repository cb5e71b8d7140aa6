import { type FileHandle, open, readFile } from 'node:fs/promises';
import { DomainError } from '@qipei/kernel';
import { loadVinTable } from '@qipei/vin';
import {
  addSummary,
  createDecodePool,
  decodeLines,
  emptySummary,
  shareVinTable,
  VinColumnUnknown,
} from '@qipei/vin/batch';
import { cachedVinTable, installedVinTable } from '@qipei/vin/compile';
import type { Engines } from '../engines.ts';
import { progressBar } from '../progress-bar.ts';
import { batchSummaryText } from './batch-summary-text.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';
import { openVinFile } from './vin-file.ts';

/**
 * Decodes a file of VINs on all cores, without a platform. An answer is written as a whole or not at all, so that a run that is
 * broken off leaves whole lines.
 */
async function decodeCommand(args: string[], engines: Engines): Promise<Answer> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    column: { type: 'string' },
    detail: { type: 'string' },
  });
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('name the file to decode, or - for what is piped in');
  if (others.length > 0) throw new UsageError(`'${others[0]}' was not expected`);
  const detail = String(values.detail ?? 'flat');
  if (detail !== 'flat' && detail !== 'full') throw new UsageError('--detail is flat or full');
  const column = values.column === undefined ? undefined : String(values.column);
  const table = shareVinTable(loadVinTable(await readTable(engines)));
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await using opened = new AsyncDisposableStack();
  opened.defer(() => void process.off('SIGINT', stop).off('SIGTERM', stop));
  const input = opened.use(await readable(() => openVinFile(file, column)));
  const out = await openOut(values.out === undefined ? undefined : String(values.out));
  opened.defer(() => out.close());
  const pool = opened.use(createDecodePool());
  const bar = progressBar(process.stderr);
  const sum = emptySummary();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  const decoded = decodeLines(input.chunks, {
    ...{ pool, table: () => table, format: input.format },
    ...{ full: detail === 'full', now: new Date() },
  });
  let broken = false;
  for await (const block of decoded) {
    if (stopping.signal.aborted || !(await out.write(block.bytes))) {
      broken = true;
      break;
    }
    addSummary(sum, block.summary);
    const fraction = input.fraction();
    if (fraction !== undefined)
      bar.update(fraction, `${sum.lines} lines, ${Math.round(sum.lines / seconds())} a second`);
  }
  bar.end();
  const text = batchSummaryText(sum, { seconds: seconds(), broken });
  const faulty = Object.keys(sum.faults).length > 0;
  // Standard output belongs to the answers where they go there.
  if (values.out === undefined) process.stderr.write(text);
  return {
    text: values.out === undefined ? '' : text,
    exitCode: broken || faulty || sum.lines === 0 ? 1 : 0,
  };
}

/** The table that the platform would use. */
async function readTable({ dataDir }: Engines): Promise<Uint8Array> {
  const configured = process.env.QIPEI_VIN_TABLE ?? '';
  try {
    return await readFile(configured === '' ? installedVinTable(dataDir) : configured);
  } catch (error) {
    if (configured !== '' || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(error);
    return await cachedVinTable(() => process.stderr.write('Preparing VIN data from NHTSA vPIC (once) …\n'));
  }
}

interface Out {
  /** False where nobody reads any more. */
  write(bytes: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}

async function openOut(path: string | undefined): Promise<Out> {
  if (path !== undefined) {
    const file = await readable(() => open(path, 'w'));
    return { write: (bytes) => writeWhole(file, bytes), close: () => file.close() };
  }
  let closed = false;
  // A reader such as `head` may have seen enough.
  process.stdout.on('error', () => {
    closed = true;
  });
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (closed) resolve(false);
        else process.stdout.write(bytes, (error) => resolve(error === undefined || error === null));
      }),
    close: async () => {},
  };
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<boolean> {
  await readable(() => file.writeFile(bytes));
  return true;
}

/** What a person can do something about is told without a stack. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VinColumnUnknown) {
      const columns = error.columns.slice(0, 30).map((name) => `'${name.slice(0, 60)}'`);
      throw new UsageError(`${error.message} Name it by --column; there are ${columns.join(', ')}.`);
    }
    throw unusable(error);
  }
}

function unusable(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof DomainError) return error;
  return new DomainError({ kind: 'invalid', code: 'file-unusable', message, cause: error });
}

export const VINS_COMMANDS: Record<string, Command> = { 'vins decode': decodeCommand };
