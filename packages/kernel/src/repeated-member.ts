const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * The first name that one object of a JSON text has twice, at any depth; undefined where there is none. `JSON.parse` keeps
 * the last of the two without a word, and I-JSON (RFC 7493, 2.3) rules them out. `value` is what the text was parsed to.
 */
export function repeatedMember(text: string, value: unknown): string | undefined {
  // As many as there could be, and each of them is there: the common case, in two quick looks.
  if (mostMembers(text) === members(value)) return undefined;
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === OPEN) open.push(new Set());
    else if (character === CLOSE) open.pop();
    else if (character === QUOTE) {
      const from = at;
      at = endOfString(text, at);
      if (!isName(text, at + 1)) continue;
      const name = JSON.parse(text.slice(from, at + 1)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}

/** Colons behind a quote or a blank: every member has one, and so may a text have. */
function mostMembers(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1))
    if (text.charCodeAt(at - 1) <= QUOTE) count += 1;
  return count;
}

/** Without recursion: JSON.parse reads deeper nesting than a stack holds. */
function members(value: unknown): number {
  let count = 0;
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const held = Array.isArray(next) ? next : Object.values(next);
    if (held !== next) count += held.length;
    for (const each of held) if (typeof each === 'object' && each !== null) waiting.push(each);
  }
  return count;
}

/** Whether a colon comes next. */
function isName(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text[at] === ':';
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
