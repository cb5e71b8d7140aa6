import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import { TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import { type Release, type ReleaseFinding, ReleaseStateConflict } from '@qipei/release';
import type { MongoReleaseLedger } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, mongo } from 'mongoose';
import type { PartChange } from '../../domain/part-change.ts';
import type { PartStaging, StageContext } from '../imports/part-staging.ts';
import { contentHashOf, encodeContent } from '../protobuf/part-message.ts';
import { identityKey } from './part-document.ts';
import type { PartReleaseDiff } from './part-release-diff.ts';
import {
  identityOfStaged,
  type PartReleaseModels,
  type StagedPartDocument,
  stagedId,
} from './part-release-documents.ts';

const SAMPLES = 10;
const AT_ONCE = 250;
const ATTEMPTS = 12;
const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };

/** A full submission would take parts away that its file names. */
class StagedRowsLost extends DomainError {
  constructor({ rows, staged }: { rows: number; staged: number }) {
    super({
      kind: 'conflict',
      code: 'staged-rows-lost',
      message: `Of ${rows} rows of the file ${staged} are staged, as a replica of another version has taken part in its import; send the file again.`,
    });
  }
}

/**
 * Of a database that has `PART_RELEASE_MONGO_MIGRATIONS`. A batch may come again, cut elsewhere: rows up to the one that a part's
 * document tells of are in it.
 */
export function mongoPartStaging(
  { staged }: Pick<PartReleaseModels, 'staged'>,
  ledger: MongoReleaseLedger,
  diff: PartReleaseDiff,
): PartStaging {
  async function begin({ start, now }: StageContext): Promise<Release> {
    const release = await ledger.begin(start, now);
    if (release.state !== 'staging') throw new ReleaseStateConflict(release, 'added to');
    return release;
  }

  async function put(releaseId: string, byIdentity: [string, PartChange[]][]): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(2 ** attempt * Math.random());
      const ids = byIdentity.map(([identity]) => stagedId(releaseId, identity));
      const found = await staged
        .find({ _id: { $in: ids } })
        .select('row repeats')
        .lean<Pick<StagedPartDocument, '_id' | 'row' | 'repeats'>[]>();
      const known = new Map(found.map((each) => [each._id, each]));
      const writes = byIdentity.flatMap(([identity, changes]) => {
        const _id = stagedId(releaseId, identity);
        return stagingWrite(_id, known.get(_id), changes);
      });
      if (await writeAll(writes)) return;
    }
    throw new TooManyConflicts(staged.collection.collectionName);
  }

  async function writeAll(writes: AnyBulkWriteOperation<StagedPartDocument>[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      const { insertedCount, matchedCount } = await staged.bulkWrite(writes, {
        ordered: false,
        skipValidation: true,
      });
      return insertedCount + matchedCount === writes.length;
    } catch (error) {
      if (error instanceof mongo.MongoBulkWriteError && error.code === 11_000) return false;
      throw error;
    }
  }

  async function findings(releaseId: string): Promise<ReleaseFinding[]> {
    const repeated = { repeated: releaseId };
    const [counted] = await staged.aggregate<{ count: number }>([
      { $match: repeated },
      { $group: { _id: null, count: { $sum: '$repeats' } } },
    ]);
    if (counted === undefined) return [];
    const first = await staged
      .find(repeated)
      .select('row')
      .sort({ row: 1 })
      .limit(SAMPLES)
      .lean<Pick<StagedPartDocument, '_id' | 'row'>[]>();
    const samples = first.map((each) => `${identityOfStaged(each)} #${each.row}`);
    return [{ code: 'repeated-part', count: counted.count, samples }];
  }

  return withDatabaseErrors({
    async stage(changes: readonly PartChange[], context: StageContext) {
      const { id } = await begin(context);
      const byIdentity = [...Map.groupBy(changes, ({ identity }) => identityKey(identity))];
      for (let at = 0; at < byIdentity.length; at += AT_ONCE)
        await put(id, byIdentity.slice(at, at + AT_ONCE));
    },
    async conclude(context: Parameters<PartStaging['conclude']>[0]) {
      const release = await ledger.begin(context.start, context.now);
      // What came after that is somebody's decision. What it counted may not have been recorded with the import.
      if (release.state !== 'staging' && release.stagedAt !== undefined)
        return context.isCounted ? NOTHING : outcomeOf(release);
      const { counts, named, taken, rows: staged } = await diff.take(release);
      const { rowsRefused, rowsLeftOut = 0 } = context;
      const rows = context.rows - rowsRefused;
      if (staged !== rows) throw new StagedRowsLost({ rows, staged });
      const told = { counts, named, rowsRefused, rowsLeftOut, findings: await findings(release.id) };
      return outcomeOf(await ledger.staged(release.id, told, context.now, taken));
    },
  });
}

function outcomeOf({ counts }: Pick<Release, 'counts'>) {
  const { added: created, changed: updated, unchanged, removed: deleted } = counts;
  return { created, updated, unchanged, deleted, errors: [] };
}

/** The last of the rows that the document hasn't yet; in the order of the file. */
function stagingWrite(
  _id: string,
  known: Pick<StagedPartDocument, 'row' | 'repeats'> | undefined,
  changes: readonly PartChange[],
): AnyBulkWriteOperation<StagedPartDocument>[] {
  const fresh = changes.filter(({ row }) => row > (known?.row ?? 0));
  const last = fresh.at(-1);
  if (last === undefined) return [];
  const content = last.action === 'upsert' ? Buffer.from(encodeContent(last.content)) : undefined;
  const repeats = known === undefined ? fresh.length - 1 : known.repeats + fresh.length;
  const repeated = repeats === 0 ? {} : { repeated: _id.slice(0, _id.indexOf(' ')) };
  const said = { row: last.row, repeats, ...repeated };
  const set = { ...said, ...(content !== undefined && { content, hash: contentHashOf(content) }) };
  if (known === undefined) return [{ insertOne: { document: { _id, ...set } } }];
  const update =
    content === undefined ? { $set: set, $unset: { content: 1 as const, hash: 1 as const } } : { $set: set };
  return [{ updateOne: { filter: { _id, row: known.row }, update } }];
}
