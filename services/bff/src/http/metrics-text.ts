/** One value of one series. */
export interface Measured {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** A sample's line, with or without labels, a time stamp at its end passed over. */
const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/s;
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/gs;
const ESCAPED: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/**
 * The finite values of the metrics named, in the order of the text. What isn't a sample's line is passed over:
 * https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md
 */
export function measuredIn(text: string, names: ReadonlySet<string>): Measured[] {
  const found: Measured[] = [];
  for (const line of text.split('\n')) {
    const end = line.search(/[{ ]/);
    if (end === -1 || !names.has(line.slice(0, end))) continue;
    const [, name, labelText = '', given = ''] = LINE.exec(line) ?? [];
    const value = Number(given);
    if (name === undefined || given === '' || !Number.isFinite(value)) continue;
    const labels = [...labelText.matchAll(LABEL)].map(([, label = '', content = '']) => [
      label,
      content.replaceAll(/\\[n"\\]/g, (escaped) => ESCAPED[escaped] ?? escaped),
    ]);
    found.push({ name, labels: Object.fromEntries(labels) as Record<string, string>, value });
  }
  return found;
}
