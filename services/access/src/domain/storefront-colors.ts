/** `#rrggbb` in lower case. */
export interface StorefrontColors {
  primary: string;
  /** Text on `primary`; empty: white or near black, whichever can be read better. */
  onPrimary: string;
  /** Of the bar at the top; empty: as `primary`. */
  header: string;
  onHeader: string;
}

/** What is shown: every colour is there, and every text can be read. */
export interface ShownColors extends StorefrontColors {
  /** `primary` as text on white, made darker where it couldn't be read. */
  textOnLight: string;
  /** `primary` as text on near black, made lighter where it couldn't be read. */
  textOnDark: string;
}

/** Of text of any size: https://www.w3.org/TR/WCAG22/#contrast-minimum. */
export const MIN_CONTRAST = 4.5;

const WHITE = '#ffffff';
/** Ink, and the ground of the dark look. */
const NEAR_BLACK = '#141414';

const COLOR = /^#[0-9a-f]{6}$/;

export function isColor(text: string): boolean {
  return COLOR.test(text);
}

type Rgb = readonly [red: number, green: number, blue: number];

function toRgb(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

function toColor(rgb: Rgb): string {
  return `#${rgb.map((each) => Math.round(each).toString(16).padStart(2, '0')).join('')}`;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red, green, blue] = toRgb(color).map((each) => {
    const share = each / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** White or near black, whichever stands out more from the ground: always enough to be read. */
export function readableOn(ground: string): string {
  const better = contrast(WHITE, ground) >= contrast(NEAR_BLACK, ground) ? WHITE : NEAR_BLACK;
  // Between the two there are a few greys on which near black isn't quite enough, and black is.
  return contrast(better, ground) >= MIN_CONTRAST ? better : '#000000';
}

const STEPS = 100;

/** The colour itself where it can be read on the ground, otherwise mixed with `towards` by as little as does. */
function untilReadable(color: string, ground: string, towards: string): string {
  const [from, to] = [toRgb(color), toRgb(towards)];
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = toColor(
      from.map((each, at) => each + ((to[at] ?? 0) - each) * (step / STEPS)) as unknown as Rgb,
    );
    if (contrast(mixed, ground) >= MIN_CONTRAST) return mixed;
  }
  return towards;
}

/** Works out what the settings leave open. */
export function shownColors(colors: StorefrontColors): ShownColors {
  const { primary } = colors;
  const header = colors.header === '' ? primary : colors.header;
  const onPrimary = colors.onPrimary === '' ? readableOn(primary) : colors.onPrimary;
  return {
    primary,
    onPrimary,
    header,
    onHeader: colors.onHeader === '' ? readableOn(header) : colors.onHeader,
    textOnLight: untilReadable(primary, WHITE, '#000000'),
    textOnDark: untilReadable(primary, NEAR_BLACK, WHITE),
  };
}
