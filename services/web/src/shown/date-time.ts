/** An instant of the API's in the reader's zone and way; empty where none is known. */
export function dateTimeText(instant: string | null | undefined, language: string): string {
  if (!instant) return '';
  const date = new Date(instant);
  return Number.isNaN(date.getTime())
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}
