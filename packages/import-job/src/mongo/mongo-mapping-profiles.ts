import { NotFound } from '@qipei/kernel';
import { isDuplicateKey } from '@qipei/mongo';
import type { Model } from 'mongoose';
import {
  MAX_PROFILES,
  type MappingProfile,
  type MappingProfiles,
  TooManyProfiles,
} from '../mapping-profiles.ts';
import type { ProfileDocument } from './import-upload-document.ts';

export function mongoMappingProfiles(profiles: Model<ProfileDocument>): MappingProfiles {
  return {
    async put(tenant, { kind, name, mapping, fingerprint }, now) {
      const _id = profileId(tenant, kind, name);
      for (;;) {
        const before = await profiles
          .findOneAndUpdate(
            { _id },
            { $set: { mapping, fingerprint, updatedAt: now }, $inc: { version: 1 } },
            { returnDocument: 'after' },
          )
          .lean<ProfileDocument>();
        if (before !== null) return { profile: toProfile(before), created: false };
        if ((await profiles.countDocuments({ tenant })) >= MAX_PROFILES) throw new TooManyProfiles();
        const document: ProfileDocument = {
          ...{ _id, tenant, kind, name, mapping, fingerprint, version: 1, createdAt: now, updatedAt: now },
        };
        try {
          await profiles.insertMany([document]);
          return { profile: toProfile(document), created: true };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },
    async get(tenant, kind, name) {
      const found = await profiles.findById(profileId(tenant, kind, name)).lean<ProfileDocument>();
      if (found === null) throw new NotFound('mapping-profile', name);
      return toProfile(found);
    },
    async list(tenant) {
      const found = await profiles.find({ tenant }).sort({ kind: 1, name: 1 }).lean<ProfileDocument[]>();
      return found.map(toProfile);
    },
    async remove(tenant, kind, name) {
      const { deletedCount } = await profiles.deleteOne({ _id: profileId(tenant, kind, name) });
      if (deletedCount === 0) throw new NotFound('mapping-profile', name);
    },
    async byFingerprint(tenant, kind, fingerprint) {
      if (fingerprint === '') return undefined;
      const found = await profiles
        .findOne({ tenant, kind, fingerprint })
        .sort({ updatedAt: -1, name: 1 })
        .lean<ProfileDocument>();
      return found === null ? undefined : toProfile(found);
    },
    async used(tenant, kind, name, now) {
      await profiles.updateOne({ _id: profileId(tenant, kind, name) }, { $max: { lastUsedAt: now } });
    },
  };
}

export function profileId(tenant: string, kind: string, name: string): string {
  return JSON.stringify([tenant, kind, name]);
}

export function toProfile(found: ProfileDocument): MappingProfile {
  const { kind, name, mapping, fingerprint, version, createdAt, updatedAt, lastUsedAt } = found;
  return { kind, name, mapping, fingerprint, version, createdAt, updatedAt, lastUsedAt };
}
