import type { RowFault } from '@qipei/interchange';
import { DomainError, type Snapshot, type SnapshotRecord } from '@qipei/kernel';
import type { ImportJob } from './import-job.ts';
import type { MappingProfile } from './mapping-profiles.ts';

/** A job that has ended, one of the faults that are listed of it, or a mapping profile. */
export type ImportRecord =
  | { kind: 'import-job'; job: ImportJob; errorsKept: number }
  | { kind: 'import-error'; jobId: string; tenant: string; position: number; fault: RowFault }
  | { kind: 'mapping-profile'; tenant: string; profile: MappingProfile };

/**
 * Imports of the past, by tenant, each tenant's in the order in which they were made, and behind each what was wrong with
 * its rows; then mapping profiles, by tenant, kind and name. Reading is refused while there are some that have yet to end: their uploads would stay behind.
 */
export type ImportArchive = Omit<Snapshot<ImportRecord>, keyof AsyncDisposable>;

export class ImportsOpen extends DomainError {
  constructor(jobId: string) {
    super({
      kind: 'conflict',
      code: 'imports-open',
      message: `The import ${jobId} has yet to end. Let it end, or cancel it.`,
    });
  }
}

/** What a service keeps, and the imports by which it came to it. */
export function withImports<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  imports: ImportArchive,
): Omit<Snapshot<R | ImportRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await content.isEmpty()) && (await imports.isEmpty()),
    async *read() {
      yield* imports.read();
      yield* content.read();
    },
    async write(records) {
      const iterator = records[Symbol.asyncIterator]();
      let next = await iterator.next();
      async function* these<T extends R | ImportRecord>(are: (record: R | ImportRecord) => boolean) {
        for (; next.done !== true && are(next.value); next = await iterator.next()) yield next.value as T;
      }
      await imports.write(these<ImportRecord>(isImport));
      await content.write(these<R>((record) => !isImport(record)));
      if (next.done !== true) throw new TypeError('imports come before everything else');
    },
  };
}

function isImport({ kind }: SnapshotRecord): boolean {
  return kind === 'import-job' || kind === 'import-error' || kind === 'mapping-profile';
}
