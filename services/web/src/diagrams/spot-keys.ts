/** Typed one after the other within so long, they are one label: `1`, `2` are `12`. */
const TOGETHER_MS = 1_000;

export interface TypedLabel {
  text: string;
  at: number;
}

const NOTHING: TypedLabel = { text: '', at: 0 };

/**
 * Where a key leads among the places of a drawing, whose labels are given in their order: arrows to the one before or behind, Home
 * and End to the ends, letters and digits to the label that begins so. `to` is undefined where it leads nowhere.
 */
export function placeByKey(
  key: string,
  from: number,
  labels: readonly string[],
  typed: TypedLabel = NOTHING,
  now = 0,
): { to: number | undefined; typed: TypedLabel } {
  const last = labels.length - 1;
  const steps: Record<string, number> = {
    ArrowRight: Math.min(last, from + 1),
    ArrowDown: Math.min(last, from + 1),
    ArrowLeft: Math.max(0, from - 1),
    ArrowUp: Math.max(0, from - 1),
    Home: 0,
    End: last,
  };
  if (last < 0) return { to: undefined, typed: NOTHING };
  if (Object.hasOwn(steps, key)) return { to: steps[key], typed: NOTHING };
  if (!/^[\p{L}\p{N}]$/u.test(key)) return { to: undefined, typed };
  const text = (now - typed.at <= TOGETHER_MS ? typed.text : '') + key.toLowerCase();
  const begins = (wanted: string) => labels.findIndex((label) => label.toLowerCase().startsWith(wanted));
  const whole = labels.findIndex((label) => label.toLowerCase() === text);
  const to = whole >= 0 ? whole : begins(text);
  if (to >= 0) return { to, typed: { text, at: now } };
  // No label goes on so: it may begin another.
  const anew = begins(key.toLowerCase());
  return { to: anew < 0 ? undefined : anew, typed: { text: key.toLowerCase(), at: now } };
}
