import { insertMissing, withDatabaseErrors } from '@qipei/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type {
  DecideVehicles,
  ReleaseHead,
  VehicleAnswer,
  VehicleChanges,
  VehicleQuestion,
  VehicleReader,
  VehicleRelease,
  VehicleWriter,
} from '../../domain/vehicle-repository.ts';
import { isVehicle, retire } from '../../domain/vehicle-retirement.ts';
import { entryDocument, toEntry, type VehicleModels, versionDocument } from './mongo-vehicle-models.ts';
import type { EntryDocument, ReleaseDocument } from './vehicle-schemas.ts';

const AT_ONCE = 500;

/**
 * History is written first, then the entries, then what leads to them: wherever a process ends, the batch that comes again
 * decides alike and writes the same.
 */
export function mongoVehicleWriter(models: VehicleModels, reader: VehicleReader): VehicleWriter {
  const { releases, entries, versions, keys } = models;

  async function releaseOf(tenant: string, head: ReleaseHead): Promise<number> {
    const known = await releases.findOne({ tenant, id: head.id }).lean<ReleaseDocument>();
    if (known !== null) return known.sequence;
    const [last] = await releases.find({ tenant }).sort({ sequence: -1 }).limit(1).lean<ReleaseDocument[]>();
    const sequence = (last?.sequence ?? 0) + 1;
    await insertMissing(releases, [
      { _id: `${tenant}/${sequence}`, tenant, sequence, ...head, retired: 'nothing', revision: 0 },
    ]);
    return sequence;
  }

  async function answer(tenant: string, question: VehicleQuestion): Promise<VehicleAnswer> {
    const { ids = [], externals = [], names = [] } = question;
    const holders = await reader.holders(tenant, externals);
    const named = await reader.named(tenant, names);
    const wanted = [...new Set([...ids, ...holders.values(), ...named.values()])];
    return { entries: [...(await reader.entries(tenant, wanted)).values()], holders, named };
  }

  async function save<R>(tenant: string, { saved, holders, named }: VehicleChanges<R>): Promise<void> {
    const changed = saved.filter((each) => each.changed).map(({ entry }) => entry);
    await putAll(
      versions,
      changed.map((entry) => versionDocument(tenant, entry)),
    );
    await putAll(
      entries,
      saved.map(({ entry }) => entryDocument(tenant, entry)),
    );
    const keyed = (space: 'external' | 'name') => (pair: readonly [string, string]) => {
      const [key, id] = pair;
      return { _id: `${tenant}/${space}/${key}`, tenant, space, key, id };
    };
    await putAll(keys, holders.map(keyed('external')));
    await insertMissing(keys, named.map(keyed('name')));
  }

  const revise = (tenant: string, sequence: number, set: Partial<ReleaseDocument> = {}) =>
    releases.updateOne({ _id: `${tenant}/${sequence}` }, { $inc: { revision: 1 }, $set: set });

  const { change, conclude } = withDatabaseErrors({
    async change(tenant: string, head: ReleaseHead, decide: DecideVehicles<unknown>): Promise<unknown> {
      const release = await releaseOf(tenant, head);
      const deciding = decide(release);
      let step = deciding.next();
      while (step.done !== true) step = deciding.next(await answer(tenant, step.value));
      await save(tenant, step.value);
      await revise(tenant, release);
      return step.value.result;
    },
    async conclude(
      tenant: string,
      head: ReleaseHead,
      { at, retired }: { at: Date; retired: VehicleRelease['retired'] },
    ): Promise<number> {
      const release = await releaseOf(tenant, head);
      let vehicles = 0;
      while (retired === 'what-is-gone') {
        const gone = await entries
          .find({ tenant, state: 'active', seenRelease: { $lt: release } })
          .limit(AT_ONCE)
          .lean<EntryDocument[]>();
        if (gone.length === 0) break;
        const found = gone.map(toEntry);
        const saved = found.map((entry) => retire(entry, release, head.jobId));
        await save(tenant, { saved, holders: [], named: [], result: undefined });
        vehicles += found.filter(isVehicle).length;
      }
      await releases.updateOne(
        { _id: `${tenant}/${release}`, completedAt: { $exists: false } },
        { $set: { completedAt: at, retired } },
      );
      await revise(tenant, release);
      return vehicles;
    },
  });
  return { change: change as VehicleWriter['change'], conclude };
}

async function putAll<T extends { _id: string }>(model: Model<T>, documents: readonly T[]): Promise<void> {
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    const writes = documents.slice(at, at + AT_ONCE).map(({ _id, ...document }) => ({
      updateOne: { filter: { _id }, update: { $set: document }, upsert: true },
    })) as unknown as AnyBulkWriteOperation[];
    const some = writes as Parameters<typeof model.bulkWrite>[0];
    await model.bulkWrite(some, { ordered: false, throwOnValidationError: true });
  }
}
