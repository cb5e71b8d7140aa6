/** Where a picture lies in the area that shows it: `scale` 1 fills it, `x` and `y` are pixels to the right and below. */
export interface ZoomView {
  scale: number;
  x: number;
  y: number;
}
export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}

export const WHOLE: ZoomView = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 6;

/** Larger or smaller by `factor`, with what lies at `point` of the area staying there. */
export function zoomedAt(view: ZoomView, point: Point, factor: number, area: Size): ZoomView {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  const x = point.x - (point.x - view.x) * ratio;
  const y = point.y - (point.y - view.y) * ratio;
  return within({ scale, x, y }, area);
}

export function movedBy(view: ZoomView, by: Point, area: Size): ZoomView {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, area);
}

/** So that the area stays filled. */
function within({ scale, x, y }: ZoomView, { width, height }: Size): ZoomView {
  const kept = (at: number, side: number) => Math.min(0, Math.max(side * (1 - scale), at));
  return { scale, x: kept(x, width), y: kept(y, height) };
}
