import type { ExportLosses } from '@qipei/export-job';
import type { Part } from '../../domain/part.ts';

/**
 * What of a part its item doesn't say. A part that came as an item goes as that item; what only columns of a row can say stands
 * beside it.
 */
export function piesItemLosses(part: Part, losses: ExportLosses): void {
  const lose = (what: string, isLost: boolean) => {
    if (isLost) losses.add('dropped', what, part.partNumber);
  };
  const hasKind = (kind: string) => part.numbers.some((number) => number.kind === kind);
  lose('visibility', part.visibility === 'public');
  lose('oeNumbers', hasKind('oe'));
  lose('comparables', hasKind('comparable'));
  lose('supersededBy', part.supersededBy.length > 0);
  lose('positions', part.positions.length > 0);
  lose(
    'links',
    part.links.some(({ kind }) => part.details === undefined || kind !== 'component'),
  );
  if (part.details !== undefined) return;
  lose('partType', part.partTypeId !== '' && !/^pcdb\.partTerminology:\d+$/.test(part.partTypeRef));
  lose('crossReferences', hasKind('cross-reference'));
  lose('attributes', part.attributes.length > 0);
  lose('lifecycle', part.lifecycle !== '');
  lose('packQuantity', part.packQuantity !== 1);
}
