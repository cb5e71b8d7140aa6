import type { ExportLosses } from '@qipei/export-job';
import { interchangeKind } from '@qipei/interchange/pies';
import type { Part } from '../../domain/part.ts';

/**
 * What of a part its item doesn't say. A part that came as an item goes as that item; what only columns of a row can say stands
 * beside it. Of any other part `itemOfPart` tells the rest.
 */
export function piesItemLosses(part: Part, losses: ExportLosses): void {
  const lose = (what: string, isLost: boolean) => {
    if (isLost) losses.add('dropped', what, part.partNumber);
  };
  lose('visibility', part.visibility === 'public');
  lose('positions', part.positions.length > 0);
  if (part.details === undefined) return;
  // What the item itself says of these is written with it.
  const said = saidByItem(part);
  const hasKind = (kind: string) => part.numbers.some((number) => number.kind === kind) && !said.has(kind);
  lose('oeNumbers', hasKind('oe'));
  lose('comparables', hasKind('comparable'));
  lose('supersededBy', part.supersededBy.length > 0 && !said.has('supersededBy'));
  lose(
    'links',
    part.links.some(({ kind }) => kind !== 'component'),
  );
}

/** A part is written as a whole: what came as an item has of these what its interchange says, and no more. */
function saidByItem({ details }: Part): Set<string> {
  const interchange = (details as { interchange?: readonly { numbers: readonly { notes: string }[] }[] })
    .interchange;
  const kinds = (interchange ?? []).flatMap(({ numbers }) =>
    numbers.map(({ notes }) => interchangeKind(notes)),
  );
  return new Set(kinds.filter((kind) => kind !== undefined));
}
