import { hash } from 'node:crypto';

/**
 * Meilisearch compares the values of a filter trimmed, in compatibility form and in lower case, and cuts them at some 470
 * bytes. So keys are written in characters that this leaves alone, at most `MAX_KEY` of them.
 */
const MAX_KEY = 400;

/** Longer than any whole key, so that the cut form of one is never taken for another. */
const CUT_KEY = 440;

const SMALL = /[^-._:0-9a-z]/g;
const CAPITAL = /[^-._:0-9A-Z]/g;
const TERM = /[^0-9_a-z\u3400-\u9fff]/g;
const ESCAPED = /%([0-9a-f]{2})|~([0-9a-f]{4})/g;

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? `%${code.toString(16).padStart(2, '0')}` : `~${code.toString(16).padStart(4, '0')}`;
}

/** Of a keyword, a link or a reader. Kept apart by case, width and every sign. */
export function valueKey(value: string): string {
  return bounded(value.replace(SMALL, escaped));
}

/** The value of a key that isn't too long to be written out; undefined otherwise. */
export function valueOfKey(key: string): string | undefined {
  if (key.startsWith('=')) return undefined;
  return key.replace(ESCAPED, (_, ascii?: string, unit?: string) =>
    String.fromCharCode(Number.parseInt(ascii ?? unit ?? '', 16)),
  );
}

/** Codes are mostly capitals: those are written small, and small letters are escaped. */
function codeText(code: string): string {
  return code.replace(CAPITAL, escaped).replace(/[A-Z]/g, (capital) => capital.toLowerCase());
}

export function codeKey(code: string): string {
  return bounded(codeText(code));
}

/** What a document with the code is found by: the key, and for a long one its beginning. */
export function codeKeys(code: string): string[] {
  const text = codeText(code);
  return text.length <= MAX_KEY ? [text] : [digestKey(text), text.slice(0, CUT_KEY)];
}

/** As `STARTS WITH` takes it. Codes that agree in their first 400 characters, so written, aren't told apart. */
export function codeBeginning(code: string): string {
  return codeText(code).slice(0, MAX_KEY);
}

/** Of a word or a pair of characters. */
export function termKey(term: string): string {
  return term.replace(TERM, escaped);
}

/** Compares as strings do that are compared by UTF-16 code units. */
export function orderKey(text: string): string {
  let key = 'k';
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    key += code < 0x80 ? code.toString(16).padStart(2, '0') : `8${code.toString(16).padStart(4, '0')}`;
  }
  return key;
}

/** Names the attributes of a tenant: any 128 characters can't be part of a name. */
export function tenantKey(tenant: string): string {
  return hash('sha256', tenant, 'hex').slice(0, 40);
}

function bounded(text: string): string {
  return text.length <= MAX_KEY ? text : digestKey(text);
}

function digestKey(text: string): string {
  return `=${hash('sha256', text, 'hex')}`;
}
