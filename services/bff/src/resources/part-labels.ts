import { partAttribute, partType, position } from '@qipei/part-type';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';

// What a page shows of a part's type, positions and attributes, in both languages, without another call.

const NO_NAMES = namesJson('', '');

/** Of the platform's own names of attributes; nulls for a publisher's. */
export function attributeLabel(name: string): z.infer<typeof NamesJson> {
  const known = partAttribute(name);
  return known === undefined ? NO_NAMES : namesJson(known.nameZh, known.nameEn);
}

export const PartTypeLabelJson = z.object({ partTypeId: z.string(), name: NamesJson }).nullable();
export const PositionLabelsJson = z.array(z.object({ positionId: z.string(), name: NamesJson }));

export function partTypeLabel(partTypeId: string): z.infer<typeof PartTypeLabelJson> {
  const type = partType(partTypeId);
  return type === undefined ? null : { partTypeId, name: namesJson(type.nameZh, type.nameEn) };
}

export function positionLabels(ids: readonly string[]): z.infer<typeof PositionLabelsJson> {
  return ids.map((positionId) => {
    const known = position(positionId);
    return { positionId, name: known === undefined ? NO_NAMES : namesJson(known.nameZh, known.nameEn) };
  });
}
