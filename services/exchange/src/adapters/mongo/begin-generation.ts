import { randomBytes } from 'node:crypto';
import type { Clock } from '@qipei/kernel';
import { blockDraft } from './block-draft.ts';
import { nowAt } from './feed-block-writer.ts';
import type { FeedBlocks } from './feed-blocks.ts';

/**
 * As each service does before it gives cursors: a database that was put back lacks the generations since, or has them end
 * before what they had told.
 */
export async function beginGeneration({
  blocks,
  clock,
}: {
  blocks: FeedBlocks;
  clock: Clock;
}): Promise<void> {
  const id = randomBytes(8).toString('hex');
  await blocks.write(async (head) => {
    const draft = blockDraft({ head, now: nowAt(head, clock), entities: [] });
    draft.beginGeneration(id);
    return draft.block();
  });
}
