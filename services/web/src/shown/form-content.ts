/** What stands in its fields, to be compared. */
export function contentOf(form: HTMLFormElement | null): string {
  if (form === null) return '';
  const fields = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name} ${value.size}`,
  ]);
  return JSON.stringify(fields);
}

/**
 * To be asked when a form is sent.
 * @returns whether it still says the same, by the time that there is an answer: what was typed since wasn't sent, and stays
 */
export function stillSays(form: HTMLFormElement): () => boolean {
  const sent = contentOf(form);
  return () => contentOf(form) === sent;
}
