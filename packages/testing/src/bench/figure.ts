/** One measured figure. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is held against, measured in the same run. */
  peer?: string;
  peerValue?: number;
  /** value / peerValue. */
  ratio?: number;
}

export function figure(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit };
}

export function besidePeer(
  name: string,
  value: number,
  unit: string,
  peer: string,
  peerValue: number,
): Figure {
  return {
    name,
    value: rounded(value),
    unit,
    peer,
    peerValue: rounded(peerValue),
    ratio: rounded(value / peerValue),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** One JSON object a line. */
export function figuresAsJson(figures: readonly Figure[]): string {
  return figures.map((it) => `${JSON.stringify(it)}\n`).join('');
}

export function figuresAsTable(figures: readonly Figure[]): string {
  const rows = figures.map((it) => [
    it.name,
    String(it.value),
    it.unit,
    it.peer === undefined ? '' : `${it.peerValue} (${it.peer})`,
    it.ratio === undefined ? '' : `${it.ratio}x`,
  ]);
  const header = ['figure', 'value', 'unit', 'peer', 'ratio'];
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  return [header, widths.map((width) => '-'.repeat(width)), ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Nearest-rank percentile; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
