import { DomainError, type Snapshot, type SnapshotRecord } from '@qipei/kernel';
import type { ReleaseQueue } from './release-store.ts';

export class ReleasesOpen extends DomainError {
  constructor(releaseId: string) {
    super({
      kind: 'conflict',
      code: 'releases-open',
      message: `The release ${releaseId} is neither published nor discarded. Do either.`,
    });
  }
}

/**
 * What a service keeps, refused to be read while a release waits: what is staged would stay behind. What is live is all there
 * is of releases in a copy; it can't be rolled back there.
 */
export function withoutOpenReleases<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  releases: Pick<ReleaseQueue, 'firstOpen'> | undefined,
): Omit<Snapshot<R>, keyof AsyncDisposable> {
  return {
    ...content,
    async *read() {
      const open = await releases?.firstOpen();
      if (open !== undefined) throw new ReleasesOpen(open.id);
      yield* content.read();
    },
  };
}
