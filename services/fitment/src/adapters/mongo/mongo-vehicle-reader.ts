import { withDatabaseErrors } from '@qipei/mongo';
import type { VehicleReader, VehicleRelease } from '../../domain/vehicle-repository.ts';
import { toEntry, toVersion, type VehicleModels } from './mongo-vehicle-models.ts';
import type { EntryDocument, KeyDocument, ReleaseDocument, VersionDocument } from './vehicle-schemas.ts';

const VEHICLES: { $in: EntryDocument['kind'][] } = { $in: ['variant', 'base-vehicle'] };

export function mongoVehicleReader({ releases, entries, versions, keys }: VehicleModels): VehicleReader {
  async function lookUp(tenant: string, space: KeyDocument['space'], wanted: readonly string[]) {
    if (wanted.length === 0) return new Map<string, string>();
    const ids = [...new Set(wanted)].map((key) => `${tenant}/${space}/${key}`);
    const found = await keys.find({ _id: { $in: ids } }).lean<KeyDocument[]>();
    return new Map(found.map(({ key, id }) => [key, id]));
  }

  async function toRelease(found: ReleaseDocument): Promise<VehicleRelease> {
    const { tenant, sequence, id, jobId, submission, source = '', startedAt, completedAt, retired } = found;
    const of = { tenant, release: sequence, kind: VEHICLES };
    const [added, changed, removed, merged, unresolved] = await Promise.all([
      versions.countDocuments({ ...of, operation: 'added' }),
      versions.countDocuments({ ...of, operation: 'changed' }),
      versions.countDocuments({ ...of, operation: 'removed' }),
      versions.countDocuments({ ...of, operation: 'merged' }),
      versions.countDocuments({
        ...of,
        operation: { $ne: 'removed' as const },
        unresolved: true,
      }),
    ]);
    return {
      ...{ id, sequence, jobId, submission, source, startedAt, completedAt, retired },
      ...{ added, changed, removed, merged, unresolved },
    };
  }

  const active = async (filter: object, limit = 0) =>
    (
      await entries
        .find({ ...filter, state: 'active' })
        .sort({ id: 1 })
        .limit(limit)
        .lean<EntryDocument[]>()
    ).map(toEntry);

  return withDatabaseErrors<VehicleReader>({
    async entries(tenant, ids, asOf) {
      if (ids.length === 0) return new Map();
      if (asOf === undefined) {
        const wanted = ids.map((id) => `${tenant}/${id}`);
        const found = await entries.find({ _id: { $in: wanted } }).lean<EntryDocument[]>();
        return new Map(found.map((each) => [each.id, toEntry(each)]));
      }
      const found = await versions
        .find({ tenant, id: { $in: [...ids] }, release: { $lte: asOf.release } })
        .sort({ id: 1, release: 1 })
        .lean<VersionDocument[]>();
      // The last of each stays.
      return new Map(found.map((each) => [each.id, toVersion(each)]));
    },
    holders: (tenant, externals) => lookUp(tenant, 'external', externals),
    named: (tenant, names) => lookUp(tenant, 'name', names),
    makes: (tenant) => active({ tenant, kind: 'make' }),
    models: (tenant, makeId) => active({ tenant, kind: 'model', makeId }),
    async namedAbove(tenant) {
      const ofKind = (kind: 'make' | 'model') => active({ tenant, kind });
      // Generations are the tenant's own alone, and ids of their own begin so.
      const generations = active({
        _id: { $gte: `${tenant}/gnt`, $lt: `${tenant}/gnu` },
        kind: 'generation',
      });
      return (await Promise.all([ofKind('make'), ofKind('model'), generations])).flat();
    },
    async ownModelCounts(tenant) {
      const found = await entries
        .find({ tenant, kind: 'model', state: 'active' })
        .select('id makeId')
        .lean<Pick<EntryDocument, 'id' | 'makeId'>[]>();
      const counts = new Map<string, number>();
      for (const { id, makeId } of found)
        if (id.startsWith('mdt')) counts.set(makeId, (counts.get(makeId) ?? 0) + 1);
      return counts;
    },
    async ofModels(tenant, modelIds) {
      return modelIds.length === 0 ? [] : await active({ tenant, modelId: { $in: [...modelIds] } });
    },
    unresolved: (tenant, after, limit) => active({ tenant, unresolved: true, id: { $gt: after } }, limit),
    async revision(tenant) {
      const found = await releases
        .find({ tenant })
        .select('revision')
        .lean<Pick<ReleaseDocument, 'revision'>[]>();
      return found.reduce((sum, { revision }) => sum + revision, 0);
    },
    async releases(tenant, before, limit) {
      const found = await releases
        .find({ tenant, sequence: { $lt: before } })
        .sort({ sequence: -1 })
        .limit(limit)
        .lean<ReleaseDocument[]>();
      return await Promise.all(found.map(toRelease));
    },
    async release(tenant, id) {
      const found = await releases.findOne({ tenant, id }).lean<ReleaseDocument>();
      return found === null ? undefined : await toRelease(found);
    },
    async releaseAt(tenant, instant) {
      const [found] = await releases
        .find({ tenant, startedAt: { $lte: instant } })
        .sort({ sequence: -1 })
        .limit(1)
        .lean<ReleaseDocument[]>();
      return found === undefined ? undefined : await toRelease(found);
    },
  });
}
