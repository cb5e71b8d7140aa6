import { setImmediate } from 'node:timers/promises';
import {
  type ColumnSpec,
  type RowFault,
  type RowFormat,
  readFileMapping,
  readRows,
} from '@qipei/interchange';
import { DomainError, type FieldFault, InvalidInput } from '@qipei/kernel';
import { type ForeignId, MAX_FOREIGN_IDS } from '../domain/foreign-id.ts';

const COLUMNS: readonly ColumnSpec[] = [
  {
    ...{ name: 'id', type: 'text', required: true, maxLength: 200 },
    synonyms: ['foreign id', 'typed id', 'code', '外部编号', '编号', '代码'],
  },
  {
    ...{ name: 'means', type: 'text', required: true, maxLength: 200 },
    synonyms: ['meaning', 'part type', 'brand', 'name', '含义', '配件类型', '零件类型', '品牌', '名称'],
  },
];
const FORMATS: readonly string[] = ['csv', 'ndjson', 'xlsx', 'auto'];
/** A file of as many ids as are kept has 10 MB at most; nothing that grows far beyond that is one. */
const MAX_UNPACKED_BYTES = 64 * 1024 ** 2;
/** As many as an error carries. */
const MAX_FAULTS = 20;
const CHUNK_BYTES = 64 * 1024;

export interface ForeignIdFile {
  /** `csv`, `ndjson`, `xlsx`, or `auto`: found by looking. */
  format: string;
  /** JSON that says what the headings mean; empty where they say it themselves. */
  mapping: string;
  file: Uint8Array;
}

/**
 * The ids of a table, in its order, and the row of each. All that is wrong with rows is told at once, up to twenty of them.
 * @throws InvalidInput, DomainError, UnreadableFile
 */
export async function readForeignIdFile(given: ForeignIdFile): Promise<{ ids: ForeignId[]; rows: number[] }> {
  if (!FORMATS.includes(given.format))
    throw new InvalidInput('format', 'import-format-unknown', `The format is one of ${FORMATS.join(', ')}.`);
  const ids: ForeignId[] = [];
  const rows: number[] = [];
  const faults: RowFault[] = [];
  const batches = readRows({
    ...{ source: slices(given.file), format: given.format as RowFormat, columns: COLUMNS },
    ...{ mapping: readFileMapping(given.mapping), limits: { unpackedBytes: MAX_UNPACKED_BYTES } },
  });
  for await (const batch of batches) {
    const other = batch.notes.find(({ code, value }) => code === 'format' && !FORMATS.includes(value));
    if (other !== undefined)
      throw new InvalidInput('', 'format-unknown', `A table is wanted, no ${other.value}.`);
    for (const { values, line } of batch.rows) {
      ids.push({ foreignId: String(values.id), value: String(values.means) });
      rows.push(line);
    }
    faults.push(...batch.faults);
    if (faults.length >= MAX_FAULTS) break;
    if (batch.rowsRead > MAX_FOREIGN_IDS)
      throw new InvalidInput('', 'too-many', `At most ${MAX_FOREIGN_IDS} ids are kept; the file has more.`);
  }
  if (faults.length > 0)
    throw tableFaulty(
      faults.slice(0, MAX_FAULTS).map(({ line, column, code, message }) => {
        return { field: column === '' ? `line ${line}` : `line ${line}: ${column}`, code, message };
      }),
    );
  if (ids.length === 0)
    throw new InvalidInput(
      '',
      'rows-missing',
      'The file has no rows; to take all back send an empty list as JSON.',
    );
  return { ids, rows };
}

/** What is wrong with `ids.3`, told by the line of the file that it stands in. */
export function atItsLine(fault: InvalidInput, rows: readonly number[]): DomainError {
  return tableFaulty(
    fault.fields.map(({ field, ...rest }) => {
      const line = rows[Number(/^ids\.(\d+)$/.exec(field)?.[1] ?? Number.NaN)];
      return { field: line === undefined ? field : `line ${line}`, ...rest };
    }),
    fault,
  );
}

function tableFaulty(fields: FieldFault[], cause?: unknown): DomainError {
  const [first] = fields;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return new DomainError({
    kind: 'invalid',
    code: fields.length === 1 && first !== undefined ? first.code : 'rows-invalid',
    message: first === undefined ? 'The file is faulty.' : `${first.field}: ${first.message}${more}`,
    fields,
    ...(cause !== undefined && { cause }),
  });
}

/** Other calls come in between. */
async function* slices(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += CHUNK_BYTES) {
    yield file.subarray(at, at + CHUNK_BYTES);
    await setImmediate();
  }
}
