import { expectedCheckDigit } from './check-digit.ts';
import { latinLetters } from './letter-look-alikes.ts';

/** Longer input is cut: whatever follows, it isn't a VIN. */
const MOST_RAW = 2_048;
const MOST_CLEAN = 64;
const MOST_VINS = 20;
const MOST_ROUNDS = 8;

/** Blanks, dashes, dots and marks that can't be seen: what people and programs put between the characters. */
const BETWEEN = /[\s\p{Dash}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800.·・•ー─━_]+/gu;
const PLAIN = /^[A-HJ-NPR-Z0-9]{17}$/;
const SEVENTEEN = /^[A-Z0-9]{17}$/;
/** Quotes, brackets and what ends a sentence. */
const EDGES =
  /^[\s"'“”‘’«»<>()[\]{}【】「」《》:;,!|/\\#=、。]+|[\s"'“”‘’«»<>()[\]{}【】「」《》:;,!|/\\#=、。]+$/g;
const LABEL =
  /^(?:VIN|BИH|FIN|NIV|FAHRGESTELL|FGST|CHASSIS|车辆识别|車輛識別|车架|車架|車台番号|车台号|底盘|底盤|大架|차대번호)/;
const LABEL_END = /^(?:NUMBER|NUMMER|CODE|NUM|NO|NR|代号|代號|代码|代碼|号码|號碼|号|號|码|碼)/;

export interface CleanVin {
  vin: string;
  /** The input was too long to be looked at to its end. */
  cut: boolean;
  /** Cyrillic or Greek letters were taken for the Latin ones that they look like. */
  lookAlikes: boolean;
  /** The VIN stood among other words, which were left out. */
  aside: boolean;
  /** Where there is more than one, all of them (at most 20); `vin` is then empty. */
  several: string[];
}

/**
 * One spelling for a VIN: NFKC (full-width letters), upper case, Latin letters for Cyrillic and Greek ones that look
 * like them, no blanks, dashes or marks that can't be seen, no Code 39 stars at the ends, no `I` that a scanner of the
 * automotive Code 39 puts in front (a VIN never has one), no label such as `VIN:` or `车架号：`, no punctuation at the
 * ends. `?` and `_` are unknown characters as `*` is. Of a text that holds one VIN among other words the VIN is taken.
 */
export function cleanVin(raw: string): CleanVin {
  if (PLAIN.test(raw)) return { vin: raw, cut: false, lookAlikes: false, aside: false, several: [] };
  const text = raw.slice(0, MOST_RAW).normalize('NFKC').toUpperCase();
  const latin = latinLetters(text);
  const found = find(latin);
  const vin = found.vin.slice(0, MOST_CLEAN);
  return {
    vin,
    cut: raw.length > MOST_RAW || found.vin.length > MOST_CLEAN,
    lookAlikes: latin !== text && find(text).vin.slice(0, MOST_CLEAN) !== vin,
    aside: found.aside,
    several: found.several,
  };
}

function find(text: string): Pick<CleanVin, 'vin' | 'aside' | 'several'> {
  const whole = bare(text);
  if (whole.length <= 18) return { vin: whole, aside: false, several: [] };
  const parts = vinsAmong(text.split(/[,;/|\n\r\t、]+/));
  const vins = parts.length > 0 ? parts : vinsAmong(text.split(/[\s,;/|:、]+/));
  if (vins.length === 0 && whole.length % 17 === 0) {
    const pieces = whole.match(/.{17}/gs) ?? [];
    if (pieces.every((piece) => expectedCheckDigit(piece) === piece[8])) vins.push(...new Set(pieces));
  }
  if (vins.length > 1) return { vin: '', aside: false, several: vins.slice(0, MOST_VINS) };
  const [vin] = vins;
  return vin === undefined
    ? { vin: whole, aside: false, several: [] }
    : { vin, aside: whole.replaceAll(vin, '') !== '', several: [] };
}

/** Parts that look like a VIN: seventeen characters, some of them letters and the last four digits, or nearly so. */
function vinsAmong(parts: readonly string[]): string[] {
  const vins = parts
    .map(bare)
    .filter((part) => SEVENTEEN.test(part) && /[A-Z]/.test(part) && /[0-9IOQ]{4}$/.test(part));
  return [...new Set(vins)];
}

/** Without what stands around the characters and between them; what is taken away may show more of it. */
function bare(text: string): string {
  let vin = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const barer = bareOnce(vin);
    if (barer === vin) break;
    vin = barer;
  }
  return vin;
}

function bareOnce(text: string): string {
  let vin = text.replace(EDGES, '');
  const separated = vin.replace(BETWEEN, '');
  // An underscore is a separator where the VIN is whole without, else an unknown character.
  vin = SEVENTEEN.test(separated) ? separated : vin.replace(/_/g, '*').replace(BETWEEN, '');
  vin = withoutLabels(vin).replace(/\?/g, '*');
  if (vin.length > 17 && vin.startsWith('*') && vin.endsWith('*')) {
    vin = vin.replace(/^\*/, '').replace(/\*$/, '');
  }
  while (vin.length > 17 && vin.endsWith('*')) vin = vin.slice(0, -1);
  while (vin.length > 17 && vin.startsWith('*')) vin = vin.slice(1);
  return vin.length === 18 && vin.startsWith('I') ? vin.slice(1) : vin;
}

function withoutLabels(text: string): string {
  let rest = text;
  for (let round = 0; round < 3; round += 1) {
    const label = LABEL.exec(rest);
    if (label === null) break;
    rest = rest.slice(label[0].length);
    for (let end = LABEL_END.exec(rest); end !== null; end = LABEL_END.exec(rest)) {
      // `NR` may also begin a VIN.
      if (/^[A-Z]/.test(end[0]) && rest.length - end[0].length < 17) break;
      rest = rest.slice(end[0].length);
    }
    rest = rest.replace(EDGES, '');
  }
  return rest;
}
