import { ImportFormat, type PreviewImportResponse } from '@qipei/contracts/imports/v1/imports';
import type { ImportKind } from './import-job.ts';

/** Formats that one kind alone is read from. */
const KIND_OF_FORMAT = new Map<ImportFormat, ImportKind>([
  [ImportFormat.ACES, 'fitments'],
  [ImportFormat.PIES, 'parts'],
  [ImportFormat.PIES_WORKBOOK, 'parts'],
  [ImportFormat.VCDB, 'vehicles'],
]);

/** What a file of the kind is about: a group of which no field is led to speaks against the kind. */
const TELLING_FIELDS: Record<ImportKind, readonly (readonly string[])[]> = {
  parts: [['partNumber']],
  fitments: [['partNumber'], ['baseVehicle', 'make', 'model']],
  offers: [['partNumber'], ['price']],
  stock: [['partNumber'], ['quantity']],
  vehicles: [
    ['make', 'ownId', 'vehicleId'],
    ['model', 'modelYear', 'name', 'nameZh'],
  ],
};

/** In this order where two say as much: the more a kind asks for, the earlier. */
export const RECOGNISED_KINDS = ['stock', 'offers', 'fitments', 'parts', 'vehicles'] as const;

/** The kind that the format alone says; undefined of a table. */
export function kindOfFormat(format: ImportFormat): ImportKind | undefined {
  return KIND_OF_FORMAT.get(format);
}

/**
 * The kind whose preview explains most of the headings; a kind that misses what it is about comes behind each that doesn't. Parts
 * where nothing speaks for any.
 */
export function recognisedKind(previews: ReadonlyMap<ImportKind, PreviewImportResponse>): ImportKind {
  let best: { kind: ImportKind; score: number } = { kind: 'parts', score: 0 };
  for (const kind of RECOGNISED_KINDS) {
    const preview = previews.get(kind);
    if (preview === undefined) continue;
    const score = scoreOf(kind, preview);
    if (score > best.score) best = { kind, score };
  }
  return best.kind;
}

/** From 0 to 2. */
function scoreOf(kind: ImportKind, { headings, missingFields }: PreviewImportResponse): number {
  const named = headings.filter(({ heading }) => heading.trim() !== '');
  if (named.length === 0) return 0;
  // What the look of the values alone proposes says little of the kind.
  const sure = named.filter(({ field, reason }) => field !== '' && reason !== 'values');
  const fields = new Set(sure.map(({ field }) => field));
  const told = TELLING_FIELDS[kind].every((group) => group.some((field) => fields.has(field)));
  const share = sure.reduce((sum, { confidence }) => sum + confidence, 0) / named.length;
  return share + (told && missingFields.every((field) => fields.has(field)) ? 1 : 0);
}
