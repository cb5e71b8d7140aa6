// What the platform works out and refuses, told while somebody types: it judges again whatever is sent.

/** Of text of any size: https://www.w3.org/TR/WCAG22/#contrast-minimum. */
export const MIN_CONTRAST = 4.5;

const WHITE = '#ffffff';
/** Ink, and the ground of the dark look. */
const NEAR_BLACK = '#141414';
const COLOR = /^#[0-9a-f]{6}$/;

/** `#rrggbb` in lower case; undefined for what is no colour. */
export function colorOf(text: string): string | undefined {
  const tidy = text.trim().toLowerCase();
  return COLOR.test(tidy) ? tidy : undefined;
}

function channels(color: string): number[] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((each) => {
    const share = each / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
export function contrast(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** White or near black, whichever stands out more; black on the few greys where neither is enough. */
export function readableOn(ground: string): string {
  const better = contrast(WHITE, ground) >= contrast(NEAR_BLACK, ground) ? WHITE : NEAR_BLACK;
  return contrast(better, ground) >= MIN_CONTRAST ? better : '#000000';
}

/** Mixed with `towards` by as little as does. */
function untilReadable(color: string, ground: string, towards: string): string {
  const [from, to] = [channels(color), channels(towards)];
  for (let step = 0; step < 100; step += 1) {
    const mixed = from.map((each, at) => Math.round(each + ((to[at] ?? 0) - each) * (step / 100)));
    const text = `#${mixed.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(text, ground) >= MIN_CONTRAST) return text;
  }
  return towards;
}

/** As they are typed; empty: to be worked out. */
export interface GivenColors {
  primary: string;
  onPrimary: string;
  header: string;
  onHeader: string;
}

export interface ShownColors extends GivenColors {
  textOnLight: string;
  textOnDark: string;
}

/** What would be shown: what is left open or is no colour yet is worked out. */
export function shownColors(given: GivenColors, fallback: string): ShownColors {
  const primary = colorOf(given.primary) ?? fallback;
  const header = colorOf(given.header) ?? primary;
  return {
    primary,
    onPrimary: colorOf(given.onPrimary) ?? readableOn(primary),
    header,
    onHeader: colorOf(given.onHeader) ?? readableOn(header),
    textOnLight: untilReadable(primary, WHITE, '#000000'),
    textOnDark: untilReadable(primary, NEAR_BLACK, WHITE),
  };
}

export type ColorFault =
  | { kind: 'no-color' }
  /** `better` is taken where none is given. */
  | { kind: 'contrast'; ratio: number; better: string };

/** What would be refused, by the field that it would be refused for. */
export function colorFaults(given: GivenColors): Partial<Record<keyof GivenColors, ColorFault>> {
  const faults: Partial<Record<keyof GivenColors, ColorFault>> = {};
  for (const name of ['primary', 'onPrimary', 'header', 'onHeader'] as const)
    if (colorOf(given[name]) === undefined && (name === 'primary' || given[name].trim() !== ''))
      faults[name] = { kind: 'no-color' };
  const primary = colorOf(given.primary);
  const header = given.header.trim() === '' ? primary : colorOf(given.header);
  const readable = (name: 'onPrimary' | 'onHeader', ground: string | undefined) => {
    const ink = colorOf(given[name]);
    if (ink === undefined || ground === undefined) return;
    const ratio = contrast(ink, ground);
    if (ratio < MIN_CONTRAST) faults[name] = { kind: 'contrast', ratio, better: readableOn(ground) };
  };
  readable('onPrimary', primary);
  readable('onHeader', header);
  return faults;
}
