import type { Measured } from './metrics-text.ts';

/**
 * How much counters have grown since they were last looked at. One that begins anew counts from nothing; one that is left
 * out for a while, as that of a busy thread, goes on from where it was.
 */
export function countedSince(): (measured: readonly Measured[]) => (Measured & { grown: number })[] {
  const last = new Map<string, number>();
  return (measured) =>
    measured.map((each) => {
      const key = `${each.name} ${JSON.stringify(Object.entries(each.labels).sort())}`;
      const before = last.get(key) ?? 0;
      last.set(key, each.value);
      return { ...each, grown: each.value < before ? each.value : each.value - before };
    });
}
