const CHUNK = 64 * 1024;

export type Cell =
  | string
  | number
  | undefined
  | readonly (string | { name: string; value: string; unit: string })[];

function attributeText({ value, unit }: { value: string; unit: string }): string {
  return unit === '' ? value : `${value} ${unit}`;
}

/** Attributes are an object in NDJSON, `{"height": "85 mm"}`; every other list stays an array. */
function jsonValue(key: string, value: unknown): unknown {
  if (key !== 'attributes' || !Array.isArray(value)) return value;
  return Object.fromEntries(value.map((attribute) => [attribute.name, attributeText(attribute)]));
}

/** `rows` as one JSON object a line, in chunks of about 64 KB. */
export function* toNdjson(rows: Iterable<object>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    // A replacer makes JSON.stringify several times slower, and only parts have attributes.
    chunk += `${'attributes' in row ? JSON.stringify(row, jsonValue) : JSON.stringify(row)}\n`;
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text =
    typeof cell === 'string'
      ? cell
      : cell
          .map((item) => (typeof item === 'string' ? item : `${item.name}=${attributeText(item)}`))
          .join(';');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One CSV line without its line end: commas, quotes where they are needed (RFC 4180), `;` inside list cells. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(cellText).join(',');
}

/** `rows` as CSV with a header line and CRLF, in chunks of about 64 KB. */
export function* toCsv<Row extends object>(
  rows: Iterable<Row>,
  columns: readonly (keyof Row & string)[],
): Generator<string> {
  let chunk = `${columns.join(',')}\r\n`;
  for (const row of rows) {
    let line = '';
    for (let at = 0; at < columns.length; at += 1)
      line += (at === 0 ? '' : ',') + cellText(row[columns[at] as keyof Row] as Cell);
    chunk += `${line}\r\n`;
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
