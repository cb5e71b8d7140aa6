import type { ColumnSpec } from '../columns.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { type QualifierTable, qualifierTable } from './qualifier-table.ts';

/** Headings are those of Qdb's own table, and plain ones. */
const COLUMNS: readonly ColumnSpec[] = [
  {
    ...{ name: 'id', type: 'text', required: true, maxLength: 40 },
    synonyms: ['qualifier id', 'qualifier', '编号', '条件编号'],
  },
  {
    ...{ name: 'text', type: 'text', required: true, maxLength: 4_000 },
    synonyms: ['qualifier text', 'description', '文本', '条件文本', '说明'],
  },
  {
    ...{ name: 'types', type: 'list', maxLength: 40, max: 50 },
    synonyms: ['parameter types', 'type', '参数类型', '类型'],
  },
];
const ID = /^(?:qdb\.qualifier:)?0*(\d+)$/;
const TABLES: readonly string[] = ['csv', 'ndjson', 'xlsx'];
/** Qdb has some 20,000; more is another table. */
const MAX_QUALIFIERS = 1_000_000;

/**
 * Reads the caller's own list of qualifiers: `id` (`945`, or `qdb.qualifier:945`), `text` with its parameters (`With
 * <p1 type="num"/> in. gear`), and `types` where the text doesn't give them, between semicolons. CSV (any delimiter), NDJSON or XLSX;
 * plain, gzip or zip.
 * @throws UnreadableFile also where a line of it is faulty, or an id has two texts
 */
export async function readQualifierTable(source: AsyncIterable<Uint8Array>): Promise<QualifierTable> {
  // Most checks have no such list, and the readers of rows take longer to read in than a small feed to check.
  const { readRows } = await import('../read-rows.ts');
  const texts = new Map<string, string>();
  const types = new Map<string, readonly string[]>();
  for await (const batch of readRows({ source, format: 'auto', columns: COLUMNS })) {
    const other = batch.notes.find(({ code, value }) => code === 'format' && !TABLES.includes(value));
    if (other !== undefined) throw malformed(1, `it is ${other.value}, no table.`);
    const [fault] = batch.faults;
    if (fault !== undefined) throw malformed(fault.line, `${fault.column || 'line'}: ${fault.message}`);
    for (const { values, line } of batch.rows) {
      const id = ID.exec(String(values.id))?.[1];
      if (id === undefined) throw malformed(line, `'${String(values.id)}' is no id of a qualifier.`);
      const text = String(values.text);
      if (texts.has(id) && texts.get(id) !== text) throw malformed(line, `qualifier ${id} has two texts.`);
      if (texts.size >= MAX_QUALIFIERS) throw malformed(line, `more than ${MAX_QUALIFIERS} qualifiers.`);
      texts.set(id, text);
      if (Array.isArray(values.types))
        types.set(
          id,
          values.types.map((each) => each.toLowerCase()),
        );
    }
  }
  if (texts.size === 0) throw malformed(1, 'it has no qualifiers.');
  return qualifierTable(texts, types);
}

function malformed(line: number, what: string): UnreadableFile {
  return new UnreadableFile('table-malformed', line, `The table of qualifiers, line ${line}: ${what}`);
}
