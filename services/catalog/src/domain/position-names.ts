import { normaliseWords, positions } from '@qipei/part-type';

const byName = new Map<string, string>();
for (const { id, nameZh, nameEn, aliases } of positions())
  for (const name of [id, nameZh, nameEn, ...aliases]) byName.set(normaliseWords(name), id);

/** The id of the place on a vehicle that `text` names, in Chinese or English. */
export function readPosition(text: string): string | undefined {
  return text.length > 60 ? undefined : byName.get(normaliseWords(text));
}
