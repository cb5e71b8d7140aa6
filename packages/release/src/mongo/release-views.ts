import type { MongoReleaseLedger, ReleaseMark } from './mongo-release-ledger.ts';

export interface ReleaseViews {
  /**
   * What `read` answers while no release goes live: where one has meanwhile it is asked again. So all that it reads is as it was
   * before a release, or as it is after it. `settling` is the attempt whose documents are to be read beside; undefined where
   * all is where it always is.
   */
  within<T>(read: (settling: number | undefined) => Promise<T>): Promise<T>;
}

/**
 * While a release is carried out, the documents that it changes stay locked for its attempt and are read where it has prepared
 * them; all others where they always are. Which those are doesn't change until it is through.
 */
export function releaseViews(ledger: Pick<MongoReleaseLedger, 'mark'>): ReleaseViews {
  /** What was found last is mostly still so: that is looked up behind each read alone. */
  let last: ReleaseMark | undefined;
  return {
    async within(read) {
      let mark = last ?? (await ledger.mark());
      for (;;) {
        const answer = await read(mark.settling ? mark.flip : undefined);
        const now = await ledger.mark();
        last = now;
        if (now.flip === mark.flip && now.settling === mark.settling) return answer;
        mark = now;
      }
    },
  };
}
