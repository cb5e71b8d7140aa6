import type { VehicleEntry } from './vehicle-entry.ts';

export type Submission = 'full' | 'update';

/** One import of vehicles into a tenant's table. */
export interface VehicleRelease {
  /** `vrel_` and what the import job's id ends with. */
  id: string;
  /** Counts the tenant's releases, from 1. */
  sequence: number;
  jobId: string;
  submission: Submission;
  /** Name of the file, or what the sender calls it. */
  source: string;
  startedAt: Date;
  /** Undefined while rows still come, and for good where the import failed or was cancelled. */
  completedAt: Date | undefined;
  /** A full submission of which rows were refused retires nothing. */
  retired: 'nothing' | 'what-is-gone' | 'withheld';
  added: number;
  changed: number;
  removed: number;
  merged: number;
  /** Entries of it that have no counterpart on the platform and came without being asked to be the tenant's own. */
  unresolved: number;
}

export type ReleaseHead = Pick<VehicleRelease, 'id' | 'jobId' | 'submission' | 'source' | 'startedAt'>;

/** What a decision wants to know. */
export interface VehicleQuestion {
  ids?: readonly string[];
  /** External ids, as text. */
  externals?: readonly string[];
  /** As `nameKeyOf` makes them. */
  names?: readonly string[];
}

export interface VehicleAnswer {
  /** Those with the ids asked for and those that the holders and names lead to, whatever their state. */
  entries: readonly VehicleEntry[];
  /** External id -> id of the entry that has or last had it. */
  holders: ReadonlyMap<string, string>;
  named: ReadonlyMap<string, string>;
}

export interface SavedEntry {
  entry: VehicleEntry;
  /** False where only `seen` is new: no history of that is kept. */
  changed: boolean;
}

export interface VehicleChanges<R> {
  saved: readonly SavedEntry[];
  /** Who now has these external ids. */
  holders: readonly (readonly [external: string, id: string])[];
  /** Names that lead to an entry from now on, unless they lead to another already. */
  named: readonly (readonly [key: string, id: string])[];
  result: R;
}

/**
 * Asks for what it needs, in as many steps as it takes, and ends with what is to be saved. It may be run again for the same
 * rows.
 */
export type DecideVehicles<R> = (
  release: number,
) => Generator<VehicleQuestion, VehicleChanges<R>, VehicleAnswer>;

/** A release is at most so far: what is asked of an earlier one is answered as it was then. */
export interface AsOf {
  release: number;
}

/** Everything is `tenant`'s and nobody else's. */
export interface VehicleReader {
  /** By id, as they are or as they were; those that there are, or were then. */
  entries(tenant: string, ids: readonly string[], asOf?: AsOf): Promise<ReadonlyMap<string, VehicleEntry>>;
  /** External id -> id of the entry that has or last had it. */
  holders(tenant: string, externals: readonly string[]): Promise<ReadonlyMap<string, string>>;
  named(tenant: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Active makes, own and added to, by id. */
  makes(tenant: string): Promise<VehicleEntry[]>;
  /** Active models of a make, by id. */
  models(tenant: string, makeId: string): Promise<VehicleEntry[]>;
  /** How many active models each make has that are the tenant's own. */
  ownModelCounts(tenant: string): Promise<ReadonlyMap<string, number>>;
  /** Active makes, models and generations, own and added to. */
  namedAbove(tenant: string): Promise<VehicleEntry[]>;
  /** Active generations, variants and base vehicles of these models, by id. */
  ofModels(tenant: string, modelIds: readonly string[]): Promise<VehicleEntry[]>;
  /** Active entries without a counterpart on the platform, by id, after `after`. */
  unresolved(tenant: string, after: string, limit: number): Promise<VehicleEntry[]>;
  /** 0 for a tenant without any. Changes with everything that is imported. */
  revision(tenant: string): Promise<number>;
  /** Newest first, before `before`. */
  releases(tenant: string, before: number, limit: number): Promise<VehicleRelease[]>;
  release(tenant: string, id: string): Promise<VehicleRelease | undefined>;
  /** The last one that had begun by then. */
  releaseAt(tenant: string, instant: Date): Promise<VehicleRelease | undefined>;
}

export interface VehicleWriter {
  /**
   * Takes a batch of an import in. Every adapter promises that rows given again change nothing twice and that the history
   * has for each release the last state of each entry. Over a storage with transactions all is done, within the caller's
   * own, when it returns; otherwise when its promise resolves. There is one import of a tenant at a time.
   */
  change<R>(tenant: string, release: ReleaseHead, decide: DecideVehicles<R>): R | Promise<R>;
  /**
   * Completes a release; `retire` takes out what it didn't name. Done again, it changes nothing. Returns how many
   * vehicles and base vehicles it took out.
   */
  conclude(
    tenant: string,
    release: ReleaseHead,
    how: { at: Date; retired: VehicleRelease['retired'] },
  ): number | Promise<number>;
}

/** A release as it is kept: what it did is counted from the history. */
export interface ArchivedRelease
  extends ReleaseHead,
    Pick<VehicleRelease, 'sequence' | 'completedAt' | 'retired'> {
  tenant: string;
  revision: number;
}

export type VehicleRecord =
  | ({ kind: 'vehicle-release' } & ArchivedRelease)
  | { kind: 'vehicle-entry'; tenant: string; entry: VehicleEntry }
  /** An entry as a release left it. */
  | { kind: 'vehicle-version'; tenant: string; entry: VehicleEntry }
  | { kind: 'vehicle-key'; tenant: string; of: 'name' | 'external'; key: string; id: string };

/** Every tenant's, for moving it elsewhere. */
export interface VehicleArchive {
  isEmpty(): Promise<boolean>;
  /** By kind, tenant and key. */
  read(): AsyncIterable<VehicleRecord>;
  /** Adds as they are; what is there already stays. */
  adopt(records: readonly VehicleRecord[]): Promise<void>;
}
