/** A grant as its events tell of it, with what it lets its subscriber read. */
export interface HeldGrant {
  grantId: string;
  subscriber: string;
  /** Counts the changes of the grant; one that isn't newer than what is known changes nothing. */
  version: number;
  /** Names of readers of the index. */
  readers: readonly string[];
  /** Undefined: at once. */
  validFrom: Date | undefined;
  /** The first instant at which it doesn't hold any more; undefined: without end. */
  validUntil: Date | undefined;
  revoked: boolean;
}

/** What tenants have been granted of each other's private parts. */
export interface HeldGrants {
  /** Durable when it resolves. Told twice or late, a grant is as its newest version says. */
  remember(grants: readonly HeldGrant[]): Promise<void>;
  /**
   * The readers of the index that a tenant reads as right now, beside itself; those of older grants first, each once, at most
   * `MAX_READERS`. The same array while they are the same, so that an index can keep what it makes of it.
   */
  readersFor(tenant: string): Promise<readonly string[]>;
}

/** Newer grants can't push older ones out. */
export const MAX_READERS = 20_000;

const NOBODY: readonly string[] = [];

/** What a tenant reads as at `now`, and when that changes by itself; infinite: never. */
export function readersAt(
  grants: readonly HeldGrant[],
  now: Date,
): { readers: readonly string[]; until: number } {
  let until = Number.POSITIVE_INFINITY;
  const readers = new Set<string>();
  for (const { validFrom, validUntil, revoked, ...grant } of grants) {
    if (revoked || (validUntil !== undefined && validUntil <= now)) continue;
    const isPending = validFrom !== undefined && validFrom > now;
    const turn = isPending ? validFrom : validUntil;
    if (turn !== undefined) until = Math.min(until, turn.getTime());
    if (!isPending) for (const reader of grant.readers) readers.add(reader);
  }
  return { readers: readers.size === 0 ? NOBODY : [...readers].slice(0, MAX_READERS), until };
}

/** Keeps what tenants read as, for as long as the grants of a tenant have one revision and the clock doesn't change them. */
export function rememberedReaders({ clock, tenants }: { clock: { now(): Date }; tenants: number }) {
  const known = new Map<
    string,
    {
      revision: number;
      grants: readonly HeldGrant[];
      readers: readonly string[];
      since: number;
      until: number;
    }
  >();
  return {
    /** Undefined where the grants have to be read. */
    get(tenant: string, revision: number): readonly string[] | undefined {
      const entry = known.get(tenant);
      if (entry?.revision !== revision) return undefined;
      const now = clock.now().getTime();
      if (entry.since <= now && now < entry.until) return entry.readers;
      return this.put(tenant, revision, entry.grants);
    },
    /** `grants` as they were at the revision or later, the oldest first. */
    put(tenant: string, revision: number, grants: readonly HeldGrant[]): readonly string[] {
      const now = clock.now();
      const { readers, until } = readersAt(grants, now);
      const before = known.get(tenant)?.readers ?? NOBODY;
      const isSame = before.length === readers.length && before.every((reader, at) => reader === readers[at]);
      if (known.size >= tenants && !known.has(tenant)) known.clear();
      const entry = { revision, grants, readers: isSame ? before : readers, since: now.getTime(), until };
      known.set(tenant, entry);
      return entry.readers;
    },
  };
}
