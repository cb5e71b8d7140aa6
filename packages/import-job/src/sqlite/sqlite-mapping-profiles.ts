import { NotFound } from '@qipei/kernel';
import { type Database, patientTransaction } from '@qipei/sqlite';
import {
  MAX_PROFILES,
  type MappingProfile,
  type MappingProfiles,
  TooManyProfiles,
} from '../mapping-profiles.ts';

/** A row of `mapping_profile`. */
export interface ProfileRecord {
  tenant: string;
  kind: string;
  name: string;
  mapping: string;
  fingerprint: string;
  version: number;
  created_at: number;
  updated_at: number;
  last_used_at: number | null;
}

/** In a file that has `IMPORT_JOB_MIGRATIONS`. */
export function sqliteMappingProfiles(db: Database): MappingProfiles {
  const byName = db.prepare<[string, string, string], ProfileRecord>(
    'SELECT * FROM mapping_profile WHERE tenant = ? AND kind = ? AND name = ?',
  );
  const all = db.prepare<[string], ProfileRecord>(
    'SELECT * FROM mapping_profile WHERE tenant = ? ORDER BY kind, name',
  );
  const count = db.prepare<[string], number>('SELECT count(*) FROM mapping_profile WHERE tenant = ?').pluck();
  const put = db.prepare(`INSERT INTO mapping_profile
      (tenant, kind, name, mapping, fingerprint, version, created_at, updated_at)
    VALUES (@tenant, @kind, @name, @mapping, @fingerprint, 1, @now, @now)
    ON CONFLICT (tenant, kind, name) DO UPDATE SET mapping = excluded.mapping, fingerprint = excluded.fingerprint,
      version = version + 1, updated_at = excluded.updated_at`);
  const remove = db.prepare('DELETE FROM mapping_profile WHERE tenant = ? AND kind = ? AND name = ?');
  const byFingerprint = db.prepare<[string, string, string], ProfileRecord>(
    `SELECT * FROM mapping_profile WHERE tenant = ? AND kind = ? AND fingerprint = ?
      ORDER BY updated_at DESC, name LIMIT 1`,
  );
  const used = db.prepare(
    `UPDATE mapping_profile SET last_used_at = max(coalesce(last_used_at, 0), ?)
      WHERE tenant = ? AND kind = ? AND name = ?`,
  );

  function find(tenant: string, kind: string, name: string): MappingProfile {
    const found = byName.get(tenant, kind, name);
    if (found === undefined) throw new NotFound('mapping-profile', name);
    return toProfile(found);
  }

  return {
    put: async (tenant, profile, now) =>
      patientTransaction(db, () => {
        const created = byName.get(tenant, profile.kind, profile.name) === undefined;
        if (created && (count.get(tenant) ?? 0) >= MAX_PROFILES) throw new TooManyProfiles();
        put.run({ ...profile, tenant, now: now.getTime() });
        return { profile: find(tenant, profile.kind, profile.name), created };
      }),
    get: async (tenant, kind, name) => find(tenant, kind, name),
    list: async (tenant) => all.all(tenant).map(toProfile),
    remove: (tenant, kind, name) =>
      patientTransaction(db, () => {
        if (remove.run(tenant, kind, name).changes === 0) throw new NotFound('mapping-profile', name);
      }),
    async byFingerprint(tenant, kind, fingerprint) {
      const found = fingerprint === '' ? undefined : byFingerprint.get(tenant, kind, fingerprint);
      return found && toProfile(found);
    },
    used: (tenant, kind, name, now) =>
      patientTransaction(db, () => void used.run(now.getTime(), tenant, kind, name)),
  };
}

export function toProfile(record: ProfileRecord): MappingProfile {
  const { kind, name, mapping, fingerprint, version, created_at, updated_at, last_used_at } = record;
  return {
    ...{ kind, name, mapping, fingerprint, version },
    createdAt: new Date(created_at),
    updatedAt: new Date(updated_at),
    lastUsedAt: last_used_at === null ? undefined : new Date(last_used_at),
  };
}
