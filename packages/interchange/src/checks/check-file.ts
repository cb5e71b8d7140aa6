import type { ColumnSpec } from '../columns.ts';
import type { FileMapping } from '../file-mapping.ts';
import type { RowFormat } from '../row-format.ts';
import { unpack } from '../unpack.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { type CheckedFile, checkAces } from './check-aces.ts';
import type { PartRowReading } from './check-part-rows.ts';
import type { CheckReport } from './check-report.ts';
import { createFeedCheck, type FeedCheckOptions } from './feed-check.ts';
import type { TableKind } from './kind-of-table.ts';

export interface CheckFileOptions extends FeedCheckOptions {
  /** Told by the content unless it is given. */
  format?: RowFormat | undefined;
  /** Of a table; told by its headings unless it is given. */
  kind?: 'fitments' | 'parts' | undefined;
  /** The columns of fitments, for a file of rows; asked for when the file is one. */
  columns(): Promise<readonly ColumnSpec[]>;
  /** How rows of parts are read, likewise. */
  parts(): Promise<PartRowReading>;
  mapping?: FileMapping | undefined;
  /** `bytes`: of what was sent. */
  progress?: ((bytes: number, applications: number) => void) | undefined;
}

/** Checks a file of any format that fitments or parts come in, plain or packed. What can't be read of it is a finding. */
export async function checkFile(
  source: AsyncIterable<Uint8Array>,
  options: CheckFileOptions,
): Promise<CheckedFile> {
  try {
    await using file = await unpack(source, { format: options.format ?? 'auto' });
    const progress = (bytes: number, applications: number) =>
      options.progress?.(file.sent(bytes), applications);
    if (file.format === 'aces') return await checkAces(file.source, { ...options, progress });
    if (file.format === 'pies') {
      const { checkPies } = await import('./check-pies.ts');
      return await checkPies(file.source, { ...options, progress });
    }
    if (file.format === 'vcdb')
      throw new UnreadableFile(
        'format-unknown',
        1,
        'The file is a table of vehicles; give it by --vehicles.',
      );
    // The readers of rows are read in only when they are needed: most feeds are ACES, and a check before a commit is short.
    return await checkTable(file.source, file.format, { ...options, progress });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { report: reportOfNothing(error), broken: error };
  }
}

async function checkTable(
  given: AsyncIterable<Uint8Array>,
  format: RowFormat,
  options: CheckFileOptions,
): Promise<CheckedFile> {
  let kind: TableKind = options.kind ?? 'fitments';
  let source = given;
  if (format === 'pies-workbook') kind = format;
  else if (options.kind === undefined && (format === 'csv' || format === 'ndjson' || format === 'xlsx')) {
    const { kindOfTable } = await import('./kind-of-table.ts');
    const columns = { fitments: await options.columns(), parts: (await options.parts()).columns };
    ({ kind, source } = await kindOfTable(given, format, columns, options.mapping));
  }
  if (kind === 'pies-workbook') {
    const { checkPies } = await import('./check-pies.ts');
    return await checkPies(source, { ...options, isWorkbook: true });
  }
  if (kind === 'parts') {
    const { checkPartRows } = await import('./check-part-rows.ts');
    return await checkPartRows(source, { ...options, format, reading: await options.parts() });
  }
  const { checkRows } = await import('./check-rows.ts');
  return await checkRows(source, { ...options, format });
}

/** Of a file that can't even be opened. */
function reportOfNothing(error: UnreadableFile): CheckReport {
  using check = createFeedCheck();
  check.fault('file-broken', { record: '', line: error.line }, error.message);
  return check.finish();
}
