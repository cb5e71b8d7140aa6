import { DomainError } from '@qipei/kernel';
import { mongo } from 'mongoose';
import type { Block } from './feed-documents.ts';

/** A document holds 16 MiB, and the head has the block in it beside what is its own. */
const MOST_BYTES = 15 * 1024 * 1024;

/** What one change comes to doesn't fit into a document. Nothing was written. */
export class BlockTooLarge extends DomainError {
  constructor(bytes: number) {
    super({
      kind: 'too-large',
      code: 'feed-block-too-large',
      message: `A step of the feed comes to ${bytes} bytes, where ${MOST_BYTES} fit.`,
    });
  }
}

/** @throws BlockTooLarge */
export function requireSmall(block: Block): void {
  const bytes = mongo.BSON.calculateObjectSize(block);
  if (bytes > MOST_BYTES) throw new BlockTooLarge(bytes);
}
