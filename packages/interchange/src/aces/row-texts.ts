import type { AcesNote, AcesParam, AcesQualifier } from './aces-feed.ts';

/**
 * A qualifier as one text: what it says, and behind it in brackets its id and parameters, so that it can be written out again.
 * `With 6.5 in. ring gear [qdb.qualifier:945|6.5{in}=165.1{mm}]`. One without an id is its words.
 */
export function qualifierText({ id, params, text }: AcesQualifier): string {
  if (id === '') return text;
  const parts = params.map((param) => `|${paramText(param)}`).join('');
  const reference = `[qdb.qualifier:${id}${parts}]`;
  return text === '' ? reference : `${text} ${reference}`;
}

/** The qualifier that a text was made of; undefined where it was made by hand. */
export function readQualifierText(text: string): AcesQualifier | undefined {
  const found = /(?:^| )\[qdb\.qualifier:(\d+)((?:\|(?:[^\\\]|]|\\.)*)*)\]$/.exec(text);
  if (found === null) return undefined;
  const [, id = '', params = ''] = found;
  return {
    id,
    params: [...params.matchAll(/\|((?:[^\\|]|\\.)*)/g)].map(([, param = '']) => readParam(param)),
    text: text.slice(0, found.index),
  };
}

function paramText({ value, uom, altValue, altUom, text }: AcesParam): string {
  let written = escaped(value);
  if (uom !== undefined) written += `{${escaped(uom)}}`;
  if (altValue !== undefined || altUom !== undefined) written += `=${escaped(altValue ?? '')}`;
  if (altUom !== undefined) written += `{${escaped(altUom)}}`;
  if (text !== undefined) written += `~${escaped(text)}`;
  return written;
}

function readParam(written: string): AcesParam {
  const cell = String.raw`((?:[^\\{}=~]|\\.)*)`;
  const unit = String.raw`(?:\{((?:[^\\{}]|\\.)*)\})?`;
  const found = new RegExp(`^${cell}${unit}(?:=${cell}${unit})?(?:~${cell})?$`).exec(written);
  const [, value = written, uom, altValue, altUom, text] = found ?? [];
  return {
    value: unescaped(value),
    ...(uom !== undefined && { uom: unescaped(uom) }),
    ...(altValue !== undefined && { altValue: unescaped(altValue) }),
    ...(altUom !== undefined && { altUom: unescaped(altUom) }),
    ...(text !== undefined && { text: unescaped(text) }),
  };
}

const escaped = (text: string) => text.replace(/[\\|{}=~\]]/g, '\\$&');
const unescaped = (text: string) => text.replace(/\\(.)/g, '$1');

const NOTE_MORE = /^(.*\S) \[(?:(\d+) ([a-z]{2})|(\d+)|([a-z]{2}))?\]$/is;

/**
 * Notes as one text, each with what else is known of it: `Exc. Wagon [12 en]; Second`. Empty brackets behind a text that ends in
 * some itself: `Caliper [lh] []`.
 */
export function noteText(notes: readonly AcesNote[]): string {
  return notes
    .map(({ id, lang, text }) => {
      const more = [id, lang].filter((each) => each !== undefined).join(' ');
      const pieces = text.split('; ');
      const last = pieces.pop() ?? '';
      return [...pieces.map(guarded), more === '' ? guarded(last) : `${last} [${more}]`].join('; ');
    })
    .join('; ');
}

function guarded(text: string): string {
  return NOTE_MORE.test(text) ? `${text} []` : text;
}

/** A note that `noteText` wrote. */
export function readNoteText(note: string): AcesNote {
  const [, text = note, both, bothLang, id = both, lang = bothLang] = NOTE_MORE.exec(note) ?? [];
  return { text, ...(id !== undefined && { id }), ...(lang !== undefined && { lang }) };
}
