import { NotFound } from '@qipei/kernel';
import { changeVersioned, newOutbox, type OutboxEvent } from '@qipei/mongo';
import type { QueryFilter } from 'mongoose';
import type { Release } from '../release.ts';
import { readRelease } from '../release-body.ts';
import type { ReleaseDocument, ReleaseModels } from './release-document.ts';
import { nextNumber } from './release-numbers.ts';

type Fields = Partial<
  Pick<ReleaseDocument, 'taken' | 'attempt' | 'flip' | 'settling' | 'settlingAs' | 'followed' | 'memo'>
>;

/** What becomes of a release: undefined where nothing does. */
export type ReleaseChanging = (
  release: Release,
  document: ReleaseDocument,
) => { release?: Release | undefined; fields?: Fields; events?: readonly OutboxEvent[] } | undefined;

export interface KnownRelease {
  document: ReleaseDocument;
  release: Release;
}

/** Releases as documents, each written where nobody else has written since it was read. */
export function releaseRecords({ releases, counter }: ReleaseModels) {
  async function find(id: string): Promise<KnownRelease | undefined> {
    const document = await releases.findOne({ _id: id }).select('-outbox').lean<ReleaseDocument>();
    return document === null ? undefined : { document, release: readRelease(document.body) };
  }

  return {
    find,
    async require(id: string): Promise<KnownRelease> {
      const found = await find(id);
      if (found === undefined) throw new NotFound('release', id);
      return found;
    },
    async add(release: Release): Promise<void> {
      const numbers = { asked: 0, taken: 0, attempt: 0, flip: 0, settling: 0 };
      const document = { _id: release.id, version: 1, ...numbers, ...looked(release), outbox: newOutbox([]) };
      await releases.insertMany([document]);
    },
    /**
     * The release afterwards, undefined where the filter finds none. A release that is asked for takes the last turn; one that
     * has a turn keeps it until it is settled.
     * @throws TooManyConflicts, and what `changing` throws
     */
    async change(
      filter: QueryFilter<ReleaseDocument>,
      changing: ReleaseChanging,
    ): Promise<Release | undefined> {
      // Given out beforehand, since nothing may be waited for between the look and the write; gaps are no harm.
      const turn = await nextNumber(counter);
      let after: Release | undefined;
      const found = await changeVersioned(releases, filter, (current) => {
        const document = current as ReleaseDocument;
        const before = readRelease(document.body);
        const change = changing(before, document);
        after = change?.release ?? before;
        if (change === undefined) return undefined;
        const isAsked = after.state === 'publishing' || after.state === 'rolling-back';
        const asked = !isAsked ? 0 : document.asked > 0 ? document.asked : turn;
        return { set: { ...looked(after), asked, ...change.fields }, events: change.events ?? [] };
      });
      return found === undefined ? undefined : after;
    },
  };
}

function looked(release: Release) {
  const { tenant, feed, state, content, publishedAt } = release;
  const body = JSON.stringify(release);
  return { tenant, feed, state, content, ...(publishedAt !== undefined && { publishedAt }), body };
}
