import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import type { Block, FeedDocuments, FeedHead, FeedReads } from './feed-documents.ts';

export type BlockStep = 'decided' | 'carried-out' | 'settled';

type Plan = (head: FeedHead, reads: FeedReads) => Promise<Block | undefined>;

export interface FeedBlocks {
  /**
   * Asks what comes next behind a settled head, again where another was quicker, and resolves when it is settled. What `plan`
   * reads is of no earlier than that head. Nothing is written where it has nothing.
   * @throws FeedTooBusy
   */
  write(plan: Plan): Promise<void>;
}

/** Others were quicker every time. */
export class FeedTooBusy extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'feed-too-busy',
      message: 'The feed is written to by too many at once; try again.',
    });
  }
}

const ATTEMPTS = 60;
/** How often who has decided is looked for before its block is carried out for it. */
const LOOKS = 12;
const LOOK_MS = 10;
const LONGEST_PAUSE_MS = 400;

/**
 * Blocks follow each other one by one, whoever writes: to decide on the next is one write of the head, which a block that is
 * decided on and not settled doesn't allow. So sequences grow as blocks are settled, and what a settled head names is all there. A
 * writer that died after deciding is waited for in vain, and then the next carries its block out. One that only slept
 * finds its writes to be older than what is there.
 */
export function feedBlocks(
  documents: FeedDocuments,
  options: {
    pause?: (ms: number) => Promise<unknown>;
    onStep?: ((step: BlockStep) => void) | undefined;
  } = {},
): FeedBlocks {
  const { pause = sleep, onStep } = options;
  let last: Promise<unknown> = Promise.resolve();

  async function settledHead(reads: FeedReads): Promise<FeedHead> {
    let waitedFor: number | undefined;
    let looks = 0;
    for (;;) {
      const { head, decided } = await reads.head();
      if (decided === undefined) return head;
      if (decided !== waitedFor) {
        waitedFor = decided;
        looks = 0;
      }
      looks += 1;
      if (looks <= LOOKS) {
        await pause(LOOK_MS * (0.5 + Math.random()));
        continue;
      }
      const block = await documents.decided(decided);
      if (block !== undefined) await finish(block);
    }
  }

  async function finish(block: Block): Promise<void> {
    await documents.carryOut(block);
    onStep?.('carried-out');
    await documents.settle(block);
    onStep?.('settled');
  }

  async function writeOne(plan: Plan): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(Math.min(LOOK_MS * 2 ** attempt, LONGEST_PAUSE_MS) * Math.random());
      const block = await documents.inOrder(async (reads) => plan(await settledHead(reads), reads));
      if (block === undefined) return;
      if (!(await documents.decide(block))) continue;
      onStep?.('decided');
      await finish(block);
      return;
    }
    throw new FeedTooBusy();
  }

  return {
    write(plan) {
      // Those of one process don't get in each other's way.
      const mine = last.then(() => writeOne(plan));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
