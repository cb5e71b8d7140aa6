import { cleanVin, expectedCheckDigit, isVinLike } from '@qipei/vin';

/** What of a text are VINs, and what is left of it. */
export interface VinsOfText {
  /** Each once, in order; at most 20. One that stands alone is as it was typed, for what its spelling tells. */
  vins: string[];
  rest: string;
}

const MAX_VINS = 20;
/** Longer spellings aren't decoded. */
const MAX_RAW = 64;
const VIN_LENGTH = 17;
/** A VIN in groups has no more of them; a scan of all runs of a longer text would take long. */
const MAX_GROUPS = 9;
const MAX_TOKENS = 60;
/** What stands in front of a VIN, and is no word to be searched for. */
const LABEL =
  /(?:车辆识别(?:代号|代码|号)|车架号?码?|大架号?|底盘号?|\bVIN(?:\s*(?:NO|CODE|码|号))?|\bFIN)\s*[.:#]?\s*$/iu;
/** Chinese, other scripts and punctuation end a VIN where it stands in a sentence; blanks, dashes and dots may lie within one. */
const RUN = /[A-Za-z0-9*?](?:[A-Za-z0-9*? .·_\u00a0\p{Dash}\p{Cf}]*[A-Za-z0-9*?])?/gu;

const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

interface Place {
  start: number;
  end: number;
}

/**
 * The VINs of what was typed or pasted: one alone in any spelling, one in groups, or one or more in a message, also where no blank
 * parts them from Chinese words. What `isVin` says is none stays where it stood: part numbers look like VINs, too.
 */
export function vinsOfText(text: string, isVin: (vin: string) => boolean = () => true): VinsOfText {
  const plain = text.normalize('NFKC').trim();
  if (isVinLike(plain)) {
    const vin = plain.length > MAX_RAW ? cleanVin(plain).vin : plain;
    return isVin(vin) ? { vins: [vin], rest: '' } : { vins: [], rest: plain };
  }
  const found: (Place & { vin: string })[] = [];
  for (const run of plain.matchAll(RUN))
    found.push(...vinsOfRun(run[0], run.index).filter(({ vin }) => isVin(vin)));
  if (found.length === 0) return { vins: [], rest: plain };
  let rest = '';
  let from = 0;
  for (const { start, end } of found) {
    rest += `${plain.slice(from, start).replace(LABEL, '')} `;
    from = end;
  }
  rest += plain.slice(from);
  const vins = [...new Set(found.map(({ vin }) => vin))].slice(0, MAX_VINS);
  // What stood around the VIN alone is no word.
  const words = rest.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return { vins, rest: words.map((word) => word.replace(EDGES, '')).join(' ') };
}

function vinsOfRun(run: string, offset: number): (Place & { vin: string })[] {
  const tokens = [...run.matchAll(/\S+/g)]
    .slice(0, MAX_TOKENS)
    .map(({ 0: token, index }) => ({ token, start: offset + index, end: offset + index + token.length }));
  const found: (Place & { vin: string })[] = [];
  for (let at = 0; at < tokens.length; ) {
    const taken = groupsAt(tokens, at);
    const [first, last] = [tokens[at], tokens[at + taken - 1]];
    if (taken === 0 || first === undefined || last === undefined) {
      at += 1;
      continue;
    }
    const joined = tokens.slice(at, at + taken).map(({ token }) => token);
    found.push({ vin: cleanVin(joined.join('')).vin, start: first.start, end: last.end });
    at += taken;
  }
  return found;
}

/** How many tokens from here on are one VIN: one, or groups that are surely of one. */
function groupsAt(tokens: readonly { token: string }[], at: number): number {
  let joined = '';
  for (let count = 1; count <= MAX_GROUPS && at + count <= tokens.length; count += 1) {
    joined += tokens[at + count - 1]?.token ?? '';
    const length = joined.replace(/[^A-Za-z0-9]/g, '').length;
    if (length > VIN_LENGTH + 1) return 0;
    if (length < VIN_LENGTH || !isVinLike(joined)) continue;
    if (count === 1) return 1;
    // Two part numbers beside each other may have seventeen characters, too.
    const { vin } = cleanVin(joined);
    if (expectedCheckDigit(vin) === vin[8] || (count > 2 && count === tokens.length)) return count;
  }
  return 0;
}
