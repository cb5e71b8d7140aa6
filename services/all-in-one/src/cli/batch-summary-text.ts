import type { BatchSummary } from '@qipei/vin/batch';

/** What came out of a batch, for a person: a figure a line. */
export function batchSummaryText(
  sum: BatchSummary,
  { seconds, broken }: { seconds: number; broken: boolean },
): string {
  const faulty = Object.values(sum.faults).reduce((total, count) => total + count, 0);
  const vins = sum.lines - faulty;
  const rows: [name: string, count: number][] = [
    ['lines', sum.lines],
    ['with make, model and year', sum.complete],
    ['with a make', sum.withMake],
    ['one vehicle of the table', sum.withVehicle],
    ['unknown WMI', sum.notes['unknown-wmi'] ?? 0],
    ['wrong check digit', sum.notes['check-digit-wrong'] ?? 0],
    ['with suggestions', sum.withSuggestions],
    ...sorted(sum.notes).map(([code, count]): [string, number] => [`note ${code}`, count]),
    ...sorted(sum.faults).map(([code, count]): [string, number] => [`no VIN: ${code}`, count]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const share = (count: number) => (vins === 0 ? '' : `  ${((100 * count) / vins).toFixed(1)} %`);
  const lines = rows.map(
    ([name, count], at) =>
      `${name.padEnd(width)}  ${String(count).padStart(10)}${at === 0 ? '' : share(count)}\n`,
  );
  const rate = seconds > 0 ? Math.round(sum.lines / seconds) : 0;
  const end = `${seconds.toFixed(1)} s, ${rate} VINs a second\n`;
  return `${lines.join('')}${end}${broken ? 'Broken off: what is written ends with a whole line.\n' : ''}`;
}

const sorted = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
