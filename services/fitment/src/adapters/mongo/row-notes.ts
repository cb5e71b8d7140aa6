import type { RowMove, UnresolvedKey } from '../../domain/unresolved-fitments.ts';
import type { MovingRows } from './waiting-document.ts';

/** What a row is noted as. Keys have no blank. */
export function nameOf({ key, source }: Pick<RowMove, 'key' | 'source'>): string {
  return `${key} ${source}`;
}

export function ofName(name: string): Pick<UnresolvedKey, 'key'> & { source: string } {
  const at = name.indexOf(' ');
  return { key: name.slice(0, at), source: name.slice(at + 1) };
}

/** What is noted, but for some rows; nothing where that was all. */
export function without(
  moving: readonly MovingRows[] = [],
  isGone: (name: string, of: MovingRows) => boolean,
): MovingRows[] {
  return moving.flatMap((of) => {
    const rows = of.rows.filter((name) => !isGone(name, of));
    return rows.length === 0 ? [] : [{ ...of, rows }];
  });
}

export function countOf(moving: readonly MovingRows[] = []): number {
  return moving.reduce((sum, { rows }) => sum + rows.length, 0);
}
