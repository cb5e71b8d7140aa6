import type { Clock } from '@qipei/kernel';
import type { Grant } from '../../domain/grant.ts';
import { type BlockDraft, blockDraft } from './block-draft.ts';
import { type FeedHead, type FeedReads, LAST_ID } from './feed-documents.ts';

/** Clocks that are kept right (NTP) differ by less. */
const AHEAD_MS = 5 * 60_000;
/** Grants that are looked at together. */
const AT_ONCE = 100;

/** Whether the feed stands at an instant that is yet to come: a clock by which it went was wrong. */
export function isAhead(head: FeedHead, clock: Clock): boolean {
  return standsAt(head) > clock.now().getTime() + AHEAD_MS;
}

/**
 * What grants open is made what it is now, for all that began or ended between now and where the head stands; some of it each time.
 * When there is nothing left to change, the head is set to now. Until then others go by where it stands, so that this is looked
 * through from its start each time.
 */
export async function setHeadBack(head: FeedHead, reads: FeedReads, now: Date): Promise<BlockDraft> {
  const until = new Date(standsAt(head));
  for (let after = { at: now, id: LAST_ID }; ; ) {
    const turned = await reads.grantsTurned(after, until, AT_ONCE);
    const pairs = turned.map(({ grant }) => grant);
    const publishers = [...new Set(pairs.map(publisherOf))];
    const [grants, openings, walks] = await Promise.all([
      pairs.length === 0 ? [] : reads.grantsBeside(pairs),
      reads.openingsOf(publishers),
      reads.walks(publishers),
    ]);
    const draft = blockDraft({ head, now, entities: [], grants, openings, walks });
    for (const pair of pairs) {
      draft.reopen(pair);
      if (draft.isFull()) break;
    }
    if (draft.block() !== undefined) return draft;
    const last = turned.at(-1);
    if (last === undefined || turned.length < AT_ONCE) {
      draft.lookedAtTimes();
      return draft;
    }
    after = { at: last.at, id: last.grant._id };
  }
}

function standsAt({ at, grantsAt, turning }: FeedHead): number {
  return Math.max(at.getTime(), grantsAt.getTime(), turning?.at.getTime() ?? 0);
}

const publisherOf = ({ publisher }: Pick<Grant, 'publisher'>) => publisher;
