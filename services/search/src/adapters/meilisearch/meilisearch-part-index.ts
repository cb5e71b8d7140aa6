import { IndexSchemaChanged, type SearchEngine } from '@qipei/search-engine';
import {
  openMeilisearchEngine,
  rebuildMeilisearchIndex,
  removeMeilisearchIndex,
  type WriterLock,
} from '@qipei/search-engine/meilisearch';
import { PART_INDEX } from '../../application/part-index.ts';

export interface MeilisearchPartIndex {
  url: string;
  apiKey: string | undefined;
  /** Before the index's name. */
  prefix: string;
}

export const MEILISEARCH_INDEX = 'qipei-parts';

/** Without a lock it only reads. One that was made for other fields is built again beside itself first. */
export async function openMeilisearchPartIndex(
  { url, apiKey, prefix }: MeilisearchPartIndex,
  lock?: WriterLock,
): Promise<SearchEngine> {
  const options = { url, apiKey, index: `${prefix}${MEILISEARCH_INDEX}`, schema: PART_INDEX };
  if (lock === undefined) return await openMeilisearchEngine(options);
  try {
    return await openMeilisearchEngine({ ...options, lock });
  } catch (error) {
    if (!(error instanceof IndexSchemaChanged)) throw error;
    await rebuildMeilisearchIndex({ ...options, lock });
    return await openMeilisearchEngine({ ...options, lock });
  }
}

/** Where nothing writes to it. */
export async function removeMeilisearchPartIndex(
  { url, apiKey, prefix }: MeilisearchPartIndex,
  lock: WriterLock,
): Promise<void> {
  await removeMeilisearchIndex({ url, apiKey, index: `${prefix}${MEILISEARCH_INDEX}`, lock });
}
