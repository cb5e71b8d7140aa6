/** Stands for an ampersand that begins no reference; a character for private use that no file here has (plane 15). */
export const BARE = '\u{f0fde}';

const REFERENCE = /&(?!(?:[A-Za-z_][\w.-]{0,30}|#0{0,20}\d{1,7}|#x0{0,20}[0-9A-Fa-f]{1,6});)/g;
/** Longest reference. */
const LONGEST = 34;

/**
 * The parser takes everything up to the next semicolon for an entity's name, tags and all. Ampersands that begin no reference are
 * therefore put aside, and given back by `withAmpersands`. Text comes in pieces of any size; `end` gives what was held back.
 */
export function ampersandGuard(): { write(piece: string): string; end(): string } {
  let held = '';
  return {
    write(piece) {
      if (held === '' && !piece.includes('&')) return piece;
      const all = held + piece;
      const last = all.lastIndexOf('&');
      const cut = last >= 0 && all.length - last < LONGEST && !all.includes(';', last) ? last : all.length;
      held = all.slice(cut);
      return all.slice(0, cut).replace(REFERENCE, BARE);
    },
    end() {
      const rest = held.replace(REFERENCE, BARE);
      held = '';
      return rest;
    },
  };
}

export function withAmpersands(text: string): string {
  return text.includes(BARE) ? text.replaceAll(BARE, '&') : text;
}
