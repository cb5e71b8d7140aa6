import type { Snapshot, SnapshotRecord } from '@qipei/kernel';
import type { RulePackArchive, RulePackRecord } from '../domain/rule-pack-repository.ts';

/** Packs may be large: a few at a time. */
const AT_ONCE = 10;

/** A service's content with tenants' rule packs behind it. */
export function withRulePacks<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  packs: RulePackArchive,
): Omit<Snapshot<R | RulePackRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await content.isEmpty()) && (await packs.isEmpty()),
    async *read() {
      yield* content.read();
      yield* packs.read();
    },
    async write(records) {
      let waiting: RulePackRecord[] = [];
      async function* others(): AsyncGenerator<R> {
        for await (const record of records) {
          if (!isRulePack(record)) {
            yield record;
            continue;
          }
          if (waiting.push(record) < AT_ONCE) continue;
          await packs.adopt(waiting);
          waiting = [];
        }
      }
      await content.write(others());
      await packs.adopt(waiting);
    },
  };
}

function isRulePack(record: SnapshotRecord): record is RulePackRecord {
  return record.kind === 'rule-pack';
}
