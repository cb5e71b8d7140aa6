/** Where a spot lies, in fractions of its picture. */
export interface SpotBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Smaller is what a finger does that only presses. */
const SMALLEST = 0.005;
const DIGITS = 10_000;

/** The box between two points, in whatever order they were made, within the picture; undefined for what is but a press. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): SpotBox | undefined {
  const within = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * DIGITS) / DIGITS;
  const [left, right] = [within(Math.min(a.x, b.x)), within(Math.max(a.x, b.x))];
  const [top, bottom] = [within(Math.min(a.y, b.y)), within(Math.max(a.y, b.y))];
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return box.width >= SMALLEST && box.height >= SMALLEST ? box : undefined;
}

/** With one side at so many per cent; as far as the picture goes. */
export function boxWith(box: SpotBox, side: keyof SpotBox, percent: number): SpotBox {
  const value = Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) / 100 : box[side];
  const moved = { ...box, [side]: value };
  const x = Math.min(moved.x, 1 - SMALLEST);
  const y = Math.min(moved.y, 1 - SMALLEST);
  const width = Math.max(SMALLEST, Math.min(moved.width, 1 - x));
  const height = Math.max(SMALLEST, Math.min(moved.height, 1 - y));
  return { x, y, width, height };
}
