import { setImmediate as turn } from 'node:timers/promises';
import { readAssetText } from '@qipei/interchange/aces';
import { assetPartId } from '../domain/feed-asset.ts';
import type { PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import type { SharesAll } from '../domain/shared-catalogues.ts';
import {
  charactersOf,
  isFull,
  type PageSize,
  type UnresolvedFitment,
  type UnresolvedFitments,
  type UnresolvedKey,
} from '../domain/unresolved-fitments.ts';

export interface AskedAssets {
  /** Whose; the caller's own where it is empty. */
  publisher: string;
  /** Only those that this part's fitments name, whosever it is; empty for all. */
  partId: string;
  /** Of this asset alone; empty for all. */
  name: string;
}

/** Records by asset and key, and whether there are none behind them. */
export interface AssetPage {
  records: UnresolvedFitment[];
  isLast: boolean;
}

/** Behind which all of an asset comes. */
const BEFORE_KEYS = '';
/** What an asset's data sets say of it is read whole: more than that isn't read for one page that has something. */
const MOST_READ = 4 * 1024 ** 2;
const NOTHING: AssetPage = { records: [], isLast: true };

/**
 * What a tenant may see of what feeds say of files: its own; all of a publisher that shares everything with it; and what is said, in the same
 * data set, of the assets that the fitments of a part name which it sees. What it may not see is as if there were none.
 */
export function seenAssets({
  unresolved,
  fitments,
  sharesAll,
}: {
  unresolved: Pick<UnresolvedFitments, 'listAssets' | 'ofParts'>;
  fitments: Pick<PartFitmentsReader, 'find'>;
  sharesAll: SharesAll;
}) {
  async function ofPublisher(
    publisher: string,
    name: string,
    after: UnresolvedKey | undefined,
    size: PageSize,
  ): Promise<AssetPage> {
    const asked = name === '' ? undefined : assetPartId(name);
    const start = asked === undefined ? undefined : { partId: asked, key: BEFORE_KEYS };
    const found = await unresolved.listAssets(publisher, after ?? start, size);
    const records = asked === undefined ? found : found.filter(({ partId }) => partId === asked);
    return { records, isLast: records.length < found.length || !isFull(found, size) };
  }

  async function ofPart(
    tenant: string,
    { publisher, partId, name }: AskedAssets,
    after: UnresolvedKey | undefined,
    size: PageSize,
  ): Promise<AssetPage> {
    const part = (await fitments.find(tenant, [partId])).get(partId);
    if (part === undefined || (publisher !== '' && part.publisher !== publisher)) return NOTHING;
    /** Data sets that name it, by asset. */
    const named = new Map<string, Set<string>>();
    for (const { extras, dataSet } of part.fitments)
      for (const asset of extras?.assets ?? []) {
        const { name: of } = readAssetText(asset);
        if (name !== '' && of !== name) continue;
        const id = assetPartId(of);
        named.set(id, (named.get(id) ?? new Set()).add(dataSet));
      }
    const records: UnresolvedFitment[] = [];
    let { limit, characters } = size;
    let read = 0;
    for (const id of [...named.keys()].sort()) {
      if (after !== undefined && id < after.partId) continue;
      if (read >= MOST_READ && records.length > 0) return { records, isLast: false };
      // A store in this process answers at once, however many assets a part has.
      await turn();
      const afterKey = id === after?.partId ? after.key : BEFORE_KEYS;
      for (const record of await unresolved.ofParts(part.publisher, [id])) {
        const length = charactersOf(record);
        read += length;
        if (record.key <= afterKey || named.get(id)?.has(record.dataSet) !== true) continue;
        if (limit <= 0 || characters <= 0) return { records, isLast: false };
        records.push(record);
        limit -= 1;
        characters -= length;
      }
    }
    return { records, isLast: true };
  }

  return async (
    tenant: string,
    asked: AskedAssets,
    after: UnresolvedKey | undefined,
    size: PageSize,
  ): Promise<AssetPage> => {
    if (asked.partId !== '') return await ofPart(tenant, asked, after, size);
    const { publisher, name } = asked;
    const isOwn = publisher === '' || publisher === tenant;
    if (!isOwn && !(await sharesAll(tenant, publisher))) return NOTHING;
    return await ofPublisher(isOwn ? tenant : publisher, name, after, size);
  };
}

export type SeenAssets = ReturnType<typeof seenAssets>;
