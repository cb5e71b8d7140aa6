import { DomainError } from '@qipei/kernel';

/** What the headings of a tenant's files of a kind mean, under a name. */
export interface MappingProfile {
  kind: string;
  name: string;
  /** As JSON, see `readFileMapping`. */
  mapping: string;
  /** Of the headings that it was made for; empty where that isn't known. */
  fingerprint: string;
  /** 1 at first, one more with each change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** By an import. */
  lastUsedAt: Date | undefined;
}

export type NewMappingProfile = Pick<MappingProfile, 'kind' | 'name' | 'mapping' | 'fingerprint'>;

/** Every adapter promises that what resolves is durable, and that nobody sees another tenant's. */
export interface MappingProfiles {
  /** Adds it, or replaces the one of the same kind and name. @throws TooManyProfiles */
  put(
    tenant: string,
    profile: NewMappingProfile,
    now: Date,
  ): Promise<{ profile: MappingProfile; created: boolean }>;
  /** @throws NotFound */
  get(tenant: string, kind: string, name: string): Promise<MappingProfile>;
  /** By kind and name. */
  list(tenant: string): Promise<MappingProfile[]>;
  /** @throws NotFound */
  remove(tenant: string, kind: string, name: string): Promise<void>;
  /** The one changed last of those that were made for these headings. */
  byFingerprint(tenant: string, kind: string, fingerprint: string): Promise<MappingProfile | undefined>;
  /** An import goes by it. */
  used(tenant: string, kind: string, name: string, now: Date): Promise<void>;
}

export const MAX_PROFILES = 500;

/** A tenant has as many profiles as it may. */
export class TooManyProfiles extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'too-many-mapping-profiles',
      message: `There may be ${MAX_PROFILES} mapping profiles; delete some.`,
    });
  }
}
