/** What no XML 1.0 document can hold, not even as a reference (production 2, Char). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const IN_TEXT = /[&<>\r]/;
const IN_ATTRIBUTE = /[&<"\t\n\r]/;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text without the characters that XML can't hold, or the text itself. */
export function holdable(text: string): string {
  return text.isWellFormed()
    ? text.replace(IMPOSSIBLE, '')
    : text
        .toWellFormed()
        .replace(/\ufffd/g, '')
        .replace(IMPOSSIBLE, '');
}

export function xmlText(text: string): string {
  return IN_TEXT.test(text) ? text.replace(/[&<>\r]/g, (found) => REFERENCES[found] ?? found) : text;
}

/** For between double quotes. Line breaks and tabs stay what they are. */
export function xmlAttribute(text: string): string {
  return IN_ATTRIBUTE.test(text) ? text.replace(/[&<"\t\n\r]/g, (found) => REFERENCES[found] ?? found) : text;
}
