import type { Clock } from '@qipei/kernel';
import { followGrants, takeIn } from '../../application/take-in.ts';
import type { FeedChange } from '../../domain/feed-change.ts';
import type { FeedWriter } from '../../domain/feed-store.ts';
import type { Grant } from '../../domain/grant.ts';
import { type BlockDraft, blockDraft } from './block-draft.ts';
import type { FeedBlocks } from './feed-blocks.ts';
import {
  entityKey,
  type FeedDocuments,
  type FeedHead,
  type FeedReads,
  LAST_ID,
  type TurnedGrant,
  TYPE_NUMBER,
} from './feed-documents.ts';
import { isAhead, setHeadBack } from './set-head-back.ts';

/** Changes that one block takes in at most. */
const MOST_CHANGES = 500;
/** Parts that one block looks through for grants at most. */
const WALK = 250;
/** Grants that began or ended, of one block at most. */
const TURNED = 100;

/** As any number of others do beside it. */
export function feedBlockWriter(
  documents: FeedDocuments,
  { blocks, clock }: { blocks: FeedBlocks; clock: Clock },
): FeedWriter {
  async function draftOf(
    head: FeedHead,
    changes: readonly FeedChange[],
    reads: FeedReads,
  ): Promise<BlockDraft> {
    const ids = new Set(changes.flatMap(entitiesOf));
    const ofGrants = changes.flatMap((change) => (change.kind === 'grant-changed' ? [change.grant] : []));
    const [entities, grants] = await Promise.all([
      reads.entities([...ids], { data: false }),
      ofGrants.length === 0 ? [] : reads.grantsBeside(ofGrants),
    ]);
    const publishers = new Set([...changes.map(publisherOf), ...entities.map(({ publisher }) => publisher)]);
    const [openings, walks] = await Promise.all([
      reads.openingsOf([...publishers]),
      ofGrants.length === 0 ? [] : reads.walks([...new Set(ofGrants.map(publisherOfGrant))]),
    ]);
    return blockDraft({ head, now: nowAt(head, clock), entities, grants, openings, walks });
  }

  /** What began and ended by the clock. Undefined where nothing has. */
  async function followClock(head: FeedHead, reads: FeedReads): Promise<BlockDraft | undefined> {
    if (isAhead(head, clock)) return await setHeadBack(head, reads, clock.now());
    const now = nowAt(head, clock);
    const { grantsAt, turning } = head;
    // A replica of the version before knows the instant alone, and may be further.
    const after = turning !== undefined && turning.at > grantsAt ? turning : { at: grantsAt, id: LAST_ID };
    const turned = await reads.grantsTurned(after, now, TURNED);
    if (turned.length === 0 && after !== turning) return undefined;
    const turnedGrants = turned.map(({ grant }) => grant);
    const publishers = [...new Set(turnedGrants.map(publisherOfGrant))];
    const [grants, openings, walks] = await Promise.all([
      turned.length === 0 ? [] : reads.grantsBeside(turnedGrants),
      reads.openingsOf(publishers),
      reads.walks(publishers),
    ]);
    const draft = blockDraft({ head, now, entities: [], grants, openings, walks });
    let through: TurnedGrant | undefined;
    for (const { at, grant } of turned) {
      draft.reopen(grant);
      through = { at, id: grant._id };
      if (draft.isFull()) break;
    }
    const isAll = turned.length < TURNED && !draft.isFull();
    draft.lookedAtTimes(isAll ? undefined : through);
    return draft;
  }

  /** Some of the parts of the publisher whose turn it is. Undefined where it is nobody's. */
  async function walkOn(head: FeedHead, reads: FeedReads): Promise<BlockDraft | undefined> {
    const walk = await reads.nextWalk();
    if (walk === undefined) return undefined;
    const { _id: publisher, afterId } = walk;
    const [partIds, openings] = await Promise.all([
      reads.grantable(publisher, afterId, WALK),
      reads.openingsOf([publisher]),
    ]);
    const ids = partIds.flatMap(partAndFitments);
    const entities = await reads.entities(ids, { data: false });
    const draft = blockDraft({ head, now: nowAt(head, clock), entities, openings, walks: [walk] });
    let walked: string | undefined;
    for (const partId of partIds) {
      followGrants(partId, draft);
      walked = partId;
      if (draft.isFull()) break;
    }
    const through = partIds.length < WALK && walked === partIds.at(-1);
    draft.walkedTo(publisher, through ? undefined : walked);
    return draft;
  }

  /** Returns whether there was something to do. */
  async function settled(
    plan: (head: FeedHead, reads: FeedReads) => Promise<BlockDraft | undefined>,
  ): Promise<boolean> {
    let worked = false;
    await blocks.write(async (head, reads) => {
      const draft = await plan(head, reads);
      worked = draft !== undefined;
      return draft?.block();
    });
    return worked;
  }

  return {
    async apply(changes) {
      for (let at = 0; at < changes.length; ) {
        const some = changes.slice(at, at + MOST_CHANGES);
        let taken = 0;
        await blocks.write(async (head, reads) => {
          const draft = await draftOf(head, some, reads);
          taken = 0;
          for (const change of some) {
            takeIn(change, draft, clock.now());
            taken += 1;
            if (draft.isFull()) break;
          }
          return draft.block();
        });
        at += taken;
      }
    },
    async settleGrants() {
      const failed: unknown[] = [];
      try {
        if (await settled(followClock)) return true;
      } catch (error) {
        failed.push(error);
      }
      // What the clock says of some keeps nobody from what was opened and closed to others.
      if (await settled(walkOn)) return true;
      for (const error of failed) throw error;
      return false;
    },
    forgetEvents: (before) => documents.forgetEvents(before),
  };
}

/** Clocks of replicas differ; in the feed time doesn’t go back, unless it is found to be ahead of all of them. */
export function nowAt({ at, grantsAt }: FeedHead, clock: Clock): Date {
  return new Date(Math.max(clock.now().getTime(), at.getTime(), grantsAt.getTime()));
}

function entitiesOf(change: FeedChange): string[] {
  switch (change.kind) {
    case 'part-saved':
    case 'part-withdrawn':
    case 'fitments-saved':
      return partAndFitments(change.partId);
    case 'release-changed':
      return [entityKey(TYPE_NUMBER.releases, change.releaseId)];
    case 'tenant-event':
      return [entityKey(TYPE_NUMBER.events, change.eventId)];
    case 'grant-changed':
      return [];
  }
}

function partAndFitments(partId: string): string[] {
  return [entityKey(TYPE_NUMBER.parts, partId), entityKey(TYPE_NUMBER.fitments, partId)];
}

function publisherOf(change: FeedChange): string {
  if (change.kind === 'grant-changed') return change.grant.publisher;
  return change.kind === 'tenant-event' ? change.tenant : change.publisher;
}

const publisherOfGrant = ({ publisher }: Pick<Grant, 'publisher'>) => publisher;
