import {
  ExportFormat as FormatMessage,
  type ExportJob as JobMessage,
  type ExportSelection as SelectionMessage,
  ExportState as StateMessage,
} from '@qipei/contracts/exports/v1/exports';
import { InvalidInput } from '@qipei/kernel';
import { type ExportFormat, type ExportJob, type ExportSelection, fileOf } from './export-job.ts';

const FORMATS = {
  csv: FormatMessage.CSV,
  ndjson: FormatMessage.NDJSON,
  xlsx: FormatMessage.XLSX,
  'aces-3.1': FormatMessage.ACES_3_1,
  'aces-4.2': FormatMessage.ACES_4_2,
  'aces-5.0': FormatMessage.ACES_5_0,
  'pies-7.2': FormatMessage.PIES_7_2,
  'pies-8.0': FormatMessage.PIES_8_0,
  'pies-workbook': FormatMessage.PIES_WORKBOOK,
} as const satisfies Record<ExportFormat, FormatMessage>;
const FORMAT_NAMES = new Map<number, ExportFormat>(
  Object.entries(FORMATS).map(([name, format]) => [format, name as ExportFormat]),
);
const STATES = {
  queued: StateMessage.QUEUED,
  running: StateMessage.RUNNING,
  done: StateMessage.DONE,
  failed: StateMessage.FAILED,
  cancelled: StateMessage.CANCELLED,
} as const;
/** Of each list of a selection. */
const MAX_SELECTED = 10_000;
const MAX_LENGTH = 200;

export function fromFormatMessage(format: FormatMessage): ExportFormat | undefined {
  return FORMAT_NAMES.get(format);
}

/** @throws InvalidInput */
export function fromSelectionMessage(selection: SelectionMessage | undefined): ExportSelection {
  const { brands = [], partTypes = [], partIds = [], numbers = [], feed, updatedSince } = selection ?? {};
  for (const [name, list] of Object.entries({ brands, partTypes, partIds, numbers })) {
    const field = `selection.${name}`;
    if (list.length > MAX_SELECTED)
      throw new InvalidInput(field, 'out-of-range', `At most ${MAX_SELECTED} can be named.`);
    if (list.some((each) => each === '' || each.length > MAX_LENGTH))
      throw new InvalidInput(field, 'malformed', `A name has from 1 to ${MAX_LENGTH} characters.`);
  }
  return { brands, partTypes, partIds, numbers, feed, updatedSince };
}

export function toExportMessage(job: ExportJob): JobMessage {
  const { id, kind, gzip, rows, failure, createdAt, finishedAt, expiresAt, bytes, sha256, asOf } = job;
  return {
    ...{ exportId: id, kind, gzip, rows, failure, createdAt, finishedAt, expiresAt, bytes, sha256, asOf },
    ...fileOf(job),
    format: FORMATS[job.format],
    state: STATES[job.state],
    selection: job.selection,
    settings: { ...job.settings },
    losses: job.losses,
    notes: [...job.notes],
  };
}
