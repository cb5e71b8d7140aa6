/** A text as it stands in HTML: between tags, or in an attribute in quotes. */
export function htmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
