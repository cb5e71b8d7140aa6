import type { ExportKind, ExportRun } from '@qipei/export-job';
import { type ExportJob, exportLosses } from '@qipei/export-job';
import { itemOfPart, type PiesRecord, piesWriter, versionOfPart } from '@qipei/interchange/pies';
import { type TableFormat, tableWriter } from '@qipei/interchange/tables';
import type { Clock } from '@qipei/kernel';
import type { OwnParts } from '../../domain/own-parts.ts';
import { cellsOfPart, fieldsLost } from '../../domain/part-cells.ts';
import { PART_COLUMNS } from '../imports/part-import.ts';
import { piesHeader } from './pies-header.ts';
import { piesItemLosses } from './pies-item-losses.ts';

/** Opens the parts as they are at one moment, for as long as it takes. */
export type OpenParts = () => Promise<OwnParts & AsyncDisposable>;

export const PART_EXPORT_FORMATS = ['csv', 'ndjson', 'xlsx', 'pies-7.2', 'pies-8.0'] as const;

/** A row says that a part is gone, and a file of what there is never does. */
const COLUMNS = PART_COLUMNS.filter(({ name }) => name !== 'action');

/** The `parts` export. */
export function partExport({ open, clock }: { open: OpenParts; clock: Clock }): ExportKind {
  return {
    kind: 'parts',
    formats: PART_EXPORT_FORMATS,
    async open(job) {
      const parts = await open();
      const asOf = clock.now();
      const made = job.format.startsWith('pies-') ? piesFile(job, parts, asOf) : tableFile(job, parts, asOf);
      return { ...made, asOf, [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose]() };
    },
  };
}

type Made = Pick<ExportRun, 'bytes' | 'rows' | 'losses'>;

function tableFile(job: ExportJob, parts: OwnParts, asOf: Date): Made {
  const losses = exportLosses();
  let count = 0;
  async function* rows() {
    for await (const page of parts.walk(job.tenant, job.selection))
      for (const part of page) {
        const cells = cellsOfPart(part);
        for (const field of fieldsLost(part, cells)) losses.add('dropped', field, part.partNumber);
        count += 1;
        yield cells;
      }
  }
  const writer = tableWriter({
    ...{ format: job.format as TableFormat, columns: COLUMNS, sheet: 'parts', modified: asOf },
    bom: job.settings.bom === 'true',
    onLoss: ({ column, row }) => losses.add('changed', `${column}: cut`, String(row.partNumber ?? '')),
  });
  return { bytes: writer.write(rows()), rows: () => count, losses: losses.all };
}

function piesFile(job: ExportJob, parts: OwnParts, asOf: Date): Made {
  const version = job.format === 'pies-8.0' ? '8.0' : '7.2';
  const date = asOf.toISOString().slice(0, 10);
  const losses = exportLosses();
  const writer = piesWriter({ version, transactionDate: date });
  let count = 0;
  async function* records(): AsyncGenerator<PiesRecord> {
    let header = false;
    for await (const page of parts.walk(job.tenant, job.selection))
      for (const part of page) {
        // What is kept as it came is of the version that the parts came in.
        if (!header)
          yield { kind: 'header', header: piesHeader(job.settings, versionOfPart(part) || version) };
        header = true;
        count += 1;
        const item = itemOfPart(part);
        piesItemLosses(part, losses);
        yield { kind: 'item', number: count, item };
      }
    if (!header) yield { kind: 'header', header: piesHeader(job.settings, version) };
  }
  return {
    bytes: writer.write(records()),
    rows: () => count,
    losses: () => [
      ...losses.all(),
      ...writer
        .losses()
        .map(({ code, element, ...loss }) => ({ ...loss, code: CODES[code] ?? code, what: element })),
    ],
  };
}

/** Losses of the writer in the words of all exports. */
const CODES: Readonly<Record<string, string>> = {
  'not-in-version': 'dropped',
  converted: 'changed',
  'required-missing': 'not-standard',
  'unknown-element': 'dropped',
  character: 'dropped',
  'broken-item': 'left-out',
  'out-of-place': 'left-out',
};
