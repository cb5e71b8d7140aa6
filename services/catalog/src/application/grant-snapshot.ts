import type { Snapshot, SnapshotRecord } from '@qipei/kernel';
import type { Grant } from '../domain/grant.ts';
import type { GrantArchive } from '../domain/grant-repository.ts';

export interface GrantRecord {
  kind: 'grant';
  grant: Grant;
}

const AT_ONCE = 250;

/** The catalogue's content with its publishers' grants behind it. */
export function withGrants<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  grants: GrantArchive,
): Omit<Snapshot<R | GrantRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await content.isEmpty()) && (await grants.isEmpty()),
    async *read() {
      yield* content.read();
      for await (const grant of grants.read()) yield { kind: 'grant', grant } as const;
    },
    async write(records) {
      let waiting: Grant[] = [];
      async function* others(): AsyncGenerator<R> {
        for await (const record of records) {
          if (!isGrant(record)) {
            yield record;
            continue;
          }
          if (waiting.push(record.grant) < AT_ONCE) continue;
          await grants.adopt(waiting);
          waiting = [];
        }
      }
      await content.write(others());
      await grants.adopt(waiting);
    },
  };
}

function isGrant(record: SnapshotRecord): record is GrantRecord {
  return record.kind === 'grant';
}
