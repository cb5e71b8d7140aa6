import type { SpotBox } from './spot-box.ts';

/** A finger covers about so much, in CSS pixels. */
const FINGER_PX = 16;
/** What lies nearer by so much was meant. */
const CLEARLY_PX = 8;

/**
 * The places that a press of a finger may mean, the nearest first: one where it is clear, several where they lie close together.
 * `point` and the boxes are fractions of the picture, `size` is the picture as it is shown, in pixels.
 */
export function spotsNear<T extends { box: SpotBox; label: string }>(
  spots: readonly T[],
  point: { x: number; y: number },
  size: { width: number; height: number },
): T[] {
  const near = spots
    .map((spot) => {
      const { x, y, width, height } = spot.box;
      const right = (point.x - x - width / 2) * size.width;
      const down = (point.y - y - height / 2) * size.height;
      const within = Math.abs(right) * 2 <= width * size.width && Math.abs(down) * 2 <= height * size.height;
      return { spot, distance: Math.hypot(right, down), within };
    })
    .filter(({ distance, within }) => within || distance <= FINGER_PX)
    .sort((a, b) => a.distance - b.distance);
  const labels = new Map<string, { spot: T; distance: number }>();
  for (const each of near) if (!labels.has(each.spot.label)) labels.set(each.spot.label, each);
  const [first, second] = labels.values();
  if (first === undefined) return [];
  if (second === undefined || second.distance > first.distance + CLEARLY_PX) return [first.spot];
  return [...labels.values()].map(({ spot }) => spot);
}
