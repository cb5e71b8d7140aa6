/** A name in the reader's language, else in the other. */
export function localName(
  name: { zh?: string | null; en?: string | null } | null | undefined,
  language: string,
): string {
  const [first, second] = language.startsWith('zh') ? [name?.zh, name?.en] : [name?.en, name?.zh];
  return first || second || '';
}
