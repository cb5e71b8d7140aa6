import { isOwnId, platformKind, splitYear } from './vehicle-entry.ts';
import { externalIdText, OWN_KIND, parseExternalId } from './vehicle-external-id.ts';
import type { VehicleQuestion } from './vehicle-repository.ts';

/** What a reference may be: an id of the table, a typed external id, or the bare key of a sender's own row. */
export type VehicleReference = { id: string; year: number } | { external: string };

/** @returns undefined where it is neither */
export function readReference(text: string): VehicleReference | undefined {
  const plain = text.trim();
  if (isOwnId(plain)) return splitYear(plain);
  if (platformKind(plain) !== undefined) return { id: plain, year: 0 };
  const external = parseExternalId(plain.includes(':') ? plain : `${OWN_KIND}:${plain}`);
  return typeof external === 'string' ? undefined : { external: externalIdText(external) };
}

export function questionOf(references: readonly (VehicleReference | undefined)[]): VehicleQuestion {
  const ids: string[] = [];
  const externals: string[] = [];
  for (const each of references) {
    if (each === undefined) continue;
    if ('id' in each) ids.push(each.id);
    else externals.push(each.external);
  }
  return { ids, externals };
}
