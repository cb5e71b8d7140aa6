import { hash } from 'node:crypto';

const PREFIX = 'asset_';

/** From `asset_` to before this are the ids under which assets are kept. */
export const ASSETS = { from: PREFIX, before: 'asset`' } as const;

/**
 * What a data set says of files beside its parts is kept among the rows that wait, as those of a part that cannot be: one for each name
 * of an asset. So it is staged, compared, published and rolled back with the fitments; it waits for nothing, and is listed by itself.
 */
export function assetPartId(name: string): string {
  return `${PREFIX}${hash('sha256', name).slice(0, 24)}`;
}

export function isAssetPart(partId: string): boolean {
  return partId.startsWith(PREFIX);
}
