/** Records with the years they hold for, both ends included. */
export interface YearSpan {
  from: number;
  to: number;
  /** How many records. */
  count: number;
}

/** Answers how many records hold for any of the years of a span. */
export interface YearsIndex {
  meeting(span: { from: number; to: number }): number;
}

/** For n spans: n log n to make, log n to ask. */
export function yearsIndex(spans: readonly YearSpan[]): YearsIndex {
  const [first] = spans;
  let total = 0;
  let alike = true;
  for (const span of spans) {
    total += span.count;
    alike &&= span.from === first?.from && span.to === first.to;
  }
  if (first === undefined) return { meeting: () => 0 };
  if (alike) return { meeting: (span) => (span.to >= first.from && span.from <= first.to ? total : 0) };
  const starts = sums(spans, 'from');
  const ends = sums(spans, 'to');
  return {
    // All but those that start after it and those that end before it: none does both.
    meeting: (span) => starts.upTo(span.to) - ends.upTo(span.from - 1),
  };
}

function sums(spans: readonly YearSpan[], end: 'from' | 'to'): { upTo(year: number): number } {
  const byYear = new Map<number, number>();
  for (const span of spans) byYear.set(span[end], (byYear.get(span[end]) ?? 0) + span.count);
  const years = Int32Array.from(byYear.keys()).sort();
  const running = new Float64Array(years.length);
  let sum = 0;
  years.forEach((year, at) => {
    sum += byYear.get(year) ?? 0;
    running[at] = sum;
  });
  return {
    upTo(year) {
      let low = 0;
      let high = years.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((years[middle] as number) <= year) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? 0 : (running[low - 1] as number);
    },
  };
}
