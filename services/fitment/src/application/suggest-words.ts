/** A query taken apart: words of Latin letters and digits, runs of Chinese, and a year. */
export interface AskedWords {
  latin: readonly string[];
  han: readonly string[];
  /** 0 for none. */
  year: number;
}

/** Names as they are looked through. */
export interface NamedText {
  /** ` corolla e120 corollae120`: each word, and each name in one piece, after a blank. */
  latin: string;
  han: string;
  /** The names, each as one word; empty ones left out. */
  names: readonly string[];
}

const MAX_QUERY = 128;
const MAX_WORDS = 8;
const YEAR = /^(?:19|20)\d\d$/;

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const LATIN_WORD = /[\p{L}\p{N}]+/gu;
const HAN_RUN = /\p{Script=Han}+/gu;

/** The query's words; a year beside other words limits, alone it is a word. */
export function askedWords(query: string): AskedWords {
  const text = folded(query.slice(0, MAX_QUERY));
  const han = (text.match(HAN_RUN) ?? []).slice(0, MAX_WORDS);
  const words = (text.replace(HAN_RUN, ' ').match(LATIN_WORD) ?? []).slice(0, MAX_WORDS);
  const year = words.length + han.length > 1 ? words.find((word) => YEAR.test(word)) : undefined;
  return { latin: words.filter((word) => word !== year), han, year: Number(year ?? 0) };
}

/** @param whole Chinese names that are written without a blank between them */
export function namedText(names: readonly string[], whole = ''): NamedText {
  const texts = names.filter((name) => name !== '').map(folded);
  const words = new Set<string>();
  for (const text of texts) {
    const pieces = text.replace(HAN_RUN, ' ').match(LATIN_WORD) ?? [];
    for (const piece of pieces) words.add(piece);
    // `CR-V` is typed as crv, too.
    if (pieces.length > 1) words.add(pieces.join(''));
  }
  const han = [...texts, folded(whole)].flatMap((text) => text.match(HAN_RUN) ?? []).join(' ');
  return {
    latin: words.size === 0 ? '' : ` ${[...words].join(' ')}`,
    han,
    names: texts.map((text) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '')),
  };
}

/** Whether all that is asked for stands in `whole`, and some of it in `own`; and whether that is a name of it as a whole. */
export function standsIn(
  own: NamedText,
  whole: NamedText,
  { latin, han }: AskedWords,
): 'not' | 'in' | 'whole-name' {
  let inOwn = false;
  for (const word of latin) {
    if (!whole.latin.includes(` ${word}`)) return 'not';
    inOwn ||= own.latin.includes(` ${word}`);
  }
  for (const run of han) {
    if (!whole.han.includes(run)) return 'not';
    inOwn ||= own.han.includes(run) || endsInName(run, own.names);
  }
  if (!inOwn) return 'not';
  const exact =
    [...latin, ...han].some((word) => own.names.includes(word)) || own.names.includes(latin.join(''));
  return exact ? 'whole-name' : 'in';
}

/** 丰田卡罗 names the model by its end. */
function endsInName(run: string, names: readonly string[]): boolean {
  for (let at = 1; at < run.length; at += 1) {
    const end = run.slice(at);
    if (names.some((name) => name.startsWith(end))) return true;
  }
  return false;
}
