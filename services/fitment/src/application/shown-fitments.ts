import type { ChangeKind, ReleaseChange } from '@qipei/release';
import { diffOfSaid, type SaidOfPart } from '../domain/data-set-diff.ts';
import { isAssetPart } from '../domain/feed-asset.ts';
import type { Fitment } from '../domain/fitment.ts';
import { isUnknownPart } from '../domain/unknown-part.ts';
import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';

/** Of each side; how many there are is told. */
const MAX_SHOWN = 20;

/** A part of a release's difference: how many applications it has on each side, and those that the other side lacks. */
export function shownChange(
  of: { partId: string; brand: string; partNumber: string; change: ChangeKind },
  before: SaidOfPart,
  after: SaidOfPart,
): ReleaseChange {
  const { partId, brand, partNumber, change } = of;
  const diff = diffOfSaid(before, after);
  const asset = isAssetPart(partId) ? String((before.waiting[0] ?? after.waiting[0])?.cells.assetName) : '';
  const part =
    asset !== ''
      ? { asset }
      : { partId: isUnknownPart(partId) ? '' : partId, ...(brand !== '' && { brand, partNumber }) };
  const shown = (all: SaidOfPart, differing: SaidOfPart) => {
    const applications = all.fitments.length + all.waiting.length;
    if (applications === 0) return '';
    const rows = [
      ...differing.fitments.slice(0, MAX_SHOWN).map(shownFitment),
      ...differing.waiting.slice(0, MAX_SHOWN).map(shownWaiting),
    ];
    const count = differing.fitments.length + differing.waiting.length;
    return JSON.stringify({ ...part, applications, differing: count, shown: rows.slice(0, MAX_SHOWN) });
  };
  return {
    change,
    key: asset !== '' ? `asset ${asset}` : brand === '' ? partId : `${brand} ${partNumber}`,
    before: shown(before, diff.before),
    after: shown(after, diff.after),
  };
}

/** What is empty is left out. */
function shownFitment({ selector, dataSet: _, confidence, qualifiers, ...rest }: Fitment): object {
  const all = { ...selector, ...rest, qualifiers: [...qualifiers], ...(confidence !== 1 && { confidence }) };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== '' && value !== 0 && (!Array.isArray(value) || value.length > 0),
    ),
  );
}

function shownWaiting({ partId, code, cells, source }: UnresolvedFitment): object {
  if (isAssetPart(partId)) return { kind: code, ...cells, source };
  return { waitsFor: code, ...cells, source };
}
