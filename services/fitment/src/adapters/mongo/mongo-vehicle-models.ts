import type { Connection } from '@qipei/mongo';
import type { VehicleEntry } from '../../domain/vehicle-entry.ts';
import { packEntry, unpackEntry } from '../json/packed-vehicle.ts';
import {
  type EntryDocument,
  entrySchema,
  keySchema,
  releaseSchema,
  type VersionDocument,
  versionSchema,
} from './vehicle-schemas.ts';

export type VehicleModels = ReturnType<typeof vehicleModels>;

export function vehicleModels(connection: Connection) {
  return {
    releases: connection.model('VehicleRelease', releaseSchema),
    entries: connection.model('VehicleEntry', entrySchema),
    versions: connection.model('VehicleVersion', versionSchema),
    keys: connection.model('VehicleKey', keySchema),
  };
}

export function entryDocument(tenant: string, entry: VehicleEntry): EntryDocument {
  const { id, kind, makeId, modelId, state, unresolved, seen } = entry;
  return {
    ...{ _id: `${tenant}/${id}`, tenant, id, kind, makeId, modelId, state, unresolved },
    ...{ body: packEntry(entry), seenRelease: seen.release, seenRow: seen.row, seenOutcome: seen.outcome },
  };
}

export function versionDocument(tenant: string, entry: VehicleEntry): VersionDocument {
  const { id, kind, release, operation, unresolved } = entry;
  const _id = `${tenant}/${id}/${String(release).padStart(9, '0')}`;
  return { _id, tenant, id, release, kind, operation, unresolved, body: packEntry(entry) };
}

export function toEntry({ body, seenRelease, seenRow, seenOutcome }: EntryDocument): VehicleEntry {
  return unpackEntry(body, { release: seenRelease, row: seenRow, outcome: seenOutcome });
}

export function toVersion({ body }: VersionDocument): VehicleEntry {
  return unpackEntry(body, { release: 0, row: 0, outcome: 'unchanged' });
}
