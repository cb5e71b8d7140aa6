import { documentsById, insertMissing, isCollectionEmpty } from '@qipei/mongo';
import type { VehicleArchive, VehicleRecord } from '../../domain/vehicle-repository.ts';
import {
  entryDocument,
  toEntry,
  toVersion,
  type VehicleModels,
  versionDocument,
} from './mongo-vehicle-models.ts';
import type { EntryDocument, KeyDocument, ReleaseDocument, VersionDocument } from './vehicle-schemas.ts';

export function mongoVehicleArchive({ releases, entries, versions, keys }: VehicleModels): VehicleArchive {
  return {
    isEmpty: () => isCollectionEmpty(releases),
    async *read(): AsyncGenerator<VehicleRecord> {
      for await (const { _id, ...found } of documentsById<ReleaseDocument>(releases)) {
        const { source = '', completedAt, ...release } = found;
        yield { kind: 'vehicle-release', ...release, source, completedAt };
      }
      for await (const found of documentsById<EntryDocument>(entries))
        yield { kind: 'vehicle-entry', tenant: found.tenant, entry: toEntry(found) };
      for await (const found of documentsById<VersionDocument>(versions))
        yield { kind: 'vehicle-version', tenant: found.tenant, entry: toVersion(found) };
      for await (const { tenant, space, key, id } of documentsById<KeyDocument>(keys))
        yield { kind: 'vehicle-key', tenant, of: space, key, id };
    },
    async adopt(records) {
      const of = <K extends VehicleRecord['kind']>(kind: K) =>
        records.filter((each): each is Extract<VehicleRecord, { kind: K }> => each.kind === kind);
      await insertMissing(
        releases,
        of('vehicle-release').map(({ kind: _, completedAt, ...release }) => ({
          _id: `${release.tenant}/${release.sequence}`,
          ...release,
          ...(completedAt !== undefined && { completedAt }),
        })),
      );
      await insertMissing(
        entries,
        of('vehicle-entry').map(({ tenant, entry }) => entryDocument(tenant, entry)),
      );
      await insertMissing(
        versions,
        of('vehicle-version').map(({ tenant, entry }) => versionDocument(tenant, entry)),
      );
      await insertMissing(
        keys,
        of('vehicle-key').map(({ tenant, of: space, key, id }) => ({
          ...{ _id: `${tenant}/${space}/${key}`, tenant, space, key, id },
        })),
      );
    },
  };
}
