/** So many stand side by side. */
export const MAX_COMPARED = 6;

const ID = /^[\w.:-]{1,100}$/;

/** The parts of a link `?ids=a,b`, each once and as many as are compared; what can't be an id is left out. */
export function idsOf(text: string | undefined): string[] {
  const ids = (text ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter((id) => ID.test(id)))].slice(0, MAX_COMPARED);
}
