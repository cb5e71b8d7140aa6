/** One way of looking at a picture: a part of it, turned, and how large it is drawn. Lengths in pixels of the picture. */
export interface Look {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Degrees, clockwise. */
  turned: number;
  /** Pixels drawn for one of the picture. */
  scale: number;
}

/** Larger is slower, and tells a code no better. */
const MAX_SIDE = 1_600;
const MIN_PART = 200;
/** Lines of a code are met at any slant below half of these steps; quarter turns are tried by the reader itself. */
const SLANTS = [0, 22, -22, 45];

/**
 * The looks to take in turn until one shows a code: the whole; the whole aslant; then parts that overlap by half, nearer and
 * nearer, for a label that fills little of a photo.
 */
export function looksAt(
  { width, height }: { width: number; height: number },
  options: { thorough: boolean },
): Look[] {
  if (!(width >= 1 && height >= 1)) return [];
  const whole = { left: 0, top: 0, width, height };
  const found = [lookOf(whole, 0)];
  if (!options.thorough) return found;
  found.push(...SLANTS.slice(1).map((turned) => lookOf(whole, turned)));
  for (const pieces of [2, 3, 5]) {
    // The picture as it is has been seen at this size already.
    if (Math.max(width, height) / pieces < MIN_PART) break;
    const [partWidth, partHeight] = [width / pieces, height / pieces].map((side) => side * 1.5) as [
      number,
      number,
    ];
    for (let row = 0; row < pieces; row += 1)
      for (let column = 0; column < pieces; column += 1) {
        const left = Math.min((column * width) / pieces, width - partWidth);
        const top = Math.min((row * height) / pieces, height - partHeight);
        const part = { left: Math.max(0, left), top: Math.max(0, top) };
        found.push(
          lookOf({ ...part, width: Math.min(partWidth, width), height: Math.min(partHeight, height) }, 0),
        );
      }
  }
  return found;
}

function lookOf(part: Pick<Look, 'left' | 'top' | 'width' | 'height'>, turned: number): Look {
  const longest = Math.max(part.width, part.height);
  // A small code gains by being drawn twice as large.
  const scale = Math.min(2, MAX_SIDE / longest);
  return { ...part, turned, scale };
}

/** What a look needs to be drawn whole, however it is turned. */
export function drawnSize({ width, height, turned, scale }: Look): { width: number; height: number } {
  const angle = (turned * Math.PI) / 180;
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  return {
    width: Math.max(1, Math.ceil((width * cos + height * sin) * scale)),
    height: Math.max(1, Math.ceil((width * sin + height * cos) * scale)),
  };
}
