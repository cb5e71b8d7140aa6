import type { ExportKind, ExportRun } from '@qipei/export-job';
import { type ExportJob, exportLosses, RECORD_BY_RECORD } from '@qipei/export-job';
import {
  itemOfPart,
  type PiesItem,
  type PiesLoss,
  type PiesRecord,
  piesWorkbookWriter,
  piesWriter,
  versionOfPart,
  type WrittenPiesVersion,
} from '@qipei/interchange/pies';
import { type TableFormat, tableWriter } from '@qipei/interchange/tables';
import type { Clock } from '@qipei/kernel';
import { PART_COLUMNS } from '../../application/part-columns.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import { isGuessed } from '../../domain/guessed-number.ts';
import type { OwnParts } from '../../domain/own-parts.ts';
import { cellsOfPart, fieldsLost } from '../../domain/part-cells.ts';
import { careCodes } from './care-codes.ts';
import { piesHeader } from './pies-header.ts';
import { piesItemLosses } from './pies-item-losses.ts';

/** Opens the parts for as long as it takes, as they are at one moment where the storage has such a thing (`oneState`). */
export type OpenParts = () => Promise<OwnParts & AsyncDisposable & { oneState: boolean }>;

export const PART_EXPORT_FORMATS = [
  'csv',
  'ndjson',
  'xlsx',
  'pies-7.2',
  'pies-8.0',
  'pies-workbook',
] as const;

/** A row says that a part is gone, and a file of what there is never does. */
const COLUMNS = PART_COLUMNS.filter(({ name }) => name !== 'action');

/** The `parts` export. */
export function partExport({
  open,
  clock,
  foreignIds,
}: {
  open: OpenParts;
  clock: Clock;
  foreignIds: ForeignIds;
}): ExportKind {
  return {
    kind: 'parts',
    formats: PART_EXPORT_FORMATS,
    async open(job) {
      const parts = await open();
      const asOf = clock.now();
      const made = job.format.startsWith('pies-')
        ? piesFile(job, { parts, asOf, foreignIds })
        : tableFile(job, parts, asOf);
      const notes = parts.oneState ? [] : [RECORD_BY_RECORD];
      return { ...made, asOf, notes, [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose]() };
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

interface PiesSources {
  parts: OwnParts;
  asOf: Date;
  foreignIds: ForeignIds;
}

function piesFile(job: ExportJob, { parts, asOf, foreignIds }: PiesSources): Made {
  const losses = exportLosses();
  const isWorkbook = job.format === 'pies-workbook';
  const version = job.format === 'pies-8.0' ? '8.0' : '7.2';
  let count = 0;
  async function* items(): AsyncGenerator<{ item: PiesItem; from: string }> {
    const codes = await careCodes(job.tenant, foreignIds, version !== '8.0');
    for await (const page of parts.walk(job.tenant, job.selection))
      for (const part of page) {
        count += 1;
        piesItemLosses(part, losses);
        const tell = (what: string, effect: string) => losses.add(effect, what, part.partNumber);
        const numbers = part.numbers.map((number) => {
          if (!isGuessed(number)) return number;
          if (part.details === undefined) tell('numbers: completed, as if given', 'changed');
          return { ...number, raw: number.display };
        });
        const item = itemOfPart(part, { plain: { ...part, numbers }, codes, tell });
        yield { item, from: versionOfPart(part) };
      }
  }
  const written = isWorkbook ? workbook(job, items(), asOf) : xml(job, { items: items(), version, asOf });
  return {
    bytes: written.bytes,
    rows: () => count,
    losses: () => [
      ...losses.all(),
      ...written
        .losses()
        .map(({ code, element, ...loss }) => ({ ...loss, code: CODES[code] ?? code, what: element })),
    ],
  };
}

type Items = AsyncIterable<{ item: PiesItem; from: string }>;
type Written = Pick<ExportRun, 'bytes'> & { losses(): PiesLoss[] };

function xml(
  job: ExportJob,
  { items, version, asOf }: { items: Items; version: WrittenPiesVersion; asOf: Date },
): Written {
  const writer = piesWriter({ version, transactionDate: asOf.toISOString().slice(0, 10) });
  async function* records(): AsyncGenerator<PiesRecord> {
    let number = 0;
    yield { kind: 'header', header: piesHeader(job.settings, version) };
    for await (const { item, from } of items) {
      number += 1;
      // What is kept as it came is of the version that the part came in: a catalogue has been fed by many files.
      yield { kind: 'item', number, item, version: from || version };
    }
  }
  return { bytes: writer.write(records()), losses: () => writer.losses() };
}

/** Elements are the same in all versions that are read; those of old ones keep their names. */
function workbook(job: ExportJob, items: Items, asOf: Date): Written {
  const writer = piesWorkbookWriter({ modified: asOf });
  async function* only() {
    for await (const { item } of items) yield item;
  }
  return { bytes: writer.write(piesHeader(job.settings, '7.2'), only()), losses: () => writer.losses() };
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
