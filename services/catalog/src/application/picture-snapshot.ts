import type { Snapshot, SnapshotRecord } from '@qipei/kernel';
import type { PictureArchive, PictureRecord } from '../domain/picture-archive.ts';

const KINDS: ReadonlySet<string> = new Set<PictureRecord['kind']>(['picture', 'album', 'diagram']);

/** The catalogue's content with pictures and drawings behind it. */
export function withPictures<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  pictures: PictureArchive,
): Omit<Snapshot<R | PictureRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await content.isEmpty()) && (await pictures.isEmpty()),
    async *read() {
      yield* content.read();
      yield* pictures.read();
    },
    async write(records) {
      async function* others(): AsyncGenerator<R> {
        for await (const record of records) {
          // One at a time: each may have megabytes.
          if (isPicture(record)) await pictures.adopt(record);
          else yield record;
        }
      }
      await content.write(others());
    },
  };
}

function isPicture(record: SnapshotRecord): record is PictureRecord {
  return KINDS.has(record.kind);
}
