import { announceImport, onImportAnnounced } from '@qipei/import-job';
import { NotFound, newId } from '@qipei/kernel';
import { isDuplicateKey, TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import type { QueryFilter } from 'mongoose';
import type { KeptContent, Release } from '../release.ts';
import { readRelease, readRules } from '../release-body.ts';
import { readReleasePage, toReleasePage } from '../release-page.ts';
import { DEFAULT_RULES, mayReplaceRules, type ReleaseRules } from '../release-rules.ts';
import type { ReleaseFilter, Releases } from '../release-store.ts';
import {
  abandoned,
  askedToPublish,
  askedToRollBack,
  discarded,
  nextContent,
  refused,
} from '../release-transitions.ts';
import { type MongoReleaseLedger, mongoReleaseLedger } from './mongo-release-ledger.ts';
import type { ReleaseDocument, ReleaseModels } from './release-document.ts';
import { type ReleaseChanging, releaseRecords } from './release-records.ts';
import { releaseRunnerLease } from './release-runner-lease.ts';

export type MongoReleases = Omit<Releases, keyof MongoReleaseLedger> & MongoReleaseLedger;

export interface MongoReleasesOptions {
  kind: string;
  /** Where events go. */
  topic: string;
  /** Unique to the database. */
  storage: string;
  /** After so long without a sign of life another runner goes on with what one had. Default 30,000. */
  leaseMs?: number;
}

const AT_ONCE = 100;
const OPEN = ['staging', 'staged', 'publishing'] as const;
/** Two who save their limits at one moment, over and over, are none. */
const RULES_ATTEMPTS = 20;
/** How often it is looked for what has grown old, where nothing of this process changed anything. */
const OLD_MS = 60_000;

/**
 * The releases of one kind, in the service's own database (which has `RELEASE_MONGO_MIGRATION`). One of these is for one
 * runner; of several replicas one publishes at a time. The clocks of their machines may differ by some seconds: by more, another
 * goes on too early, which costs time and is no fault. The bound of open releases holds where several come at the same
 * moment, who may then all be refused.
 */
export function mongoReleases(models: ReleaseModels, options: MongoReleasesOptions): MongoReleases {
  const { storage, leaseMs = 30_000 } = options;
  const { releases, rules } = models;
  const channel = `releases:${storage}`;
  const records = releaseRecords(models);
  const { rulesOf, ...ledger } = withDatabaseErrors(mongoReleaseLedger(models, options));
  const lease = releaseRunnerLease(models.runner, { runner: newId('runner'), leaseMs });
  let looked = Number.NEGATIVE_INFINITY;
  const mayHaveAged = () => {
    looked = Number.NEGATIVE_INFINITY;
  };

  async function findBodies(
    filter: QueryFilter<ReleaseDocument>,
    sort: Record<string, 1 | -1>,
    limit: number,
  ) {
    const found = await releases
      .find(filter)
      .select('body settling')
      .sort(sort)
      .limit(limit)
      .lean<Pick<ReleaseDocument, 'body' | 'settling'>[]>();
    return found.map(({ body, settling }) => ({ release: readRelease(body), settling }));
  }

  async function find(...args: Parameters<typeof findBodies>): Promise<Release[]> {
    return (await findBodies(...args)).map(({ release }) => release);
  }

  async function change(tenant: string, id: string, to: (release: Release) => Release | undefined) {
    let settling = 0;
    const after = await records.change({ _id: id, tenant }, (before, document) => {
      settling = document.settling;
      return toChanging(to)(before, document);
    });
    if (after === undefined) throw new NotFound('release', id);
    mayHaveAged();
    announceImport(channel);
    return asSeen({ release: after, settling });
  }

  async function update(id: string, to: (release: Release) => Release | undefined): Promise<void> {
    if ((await records.change({ _id: id }, toChanging(to))) === undefined) throw new NotFound('release', id);
    mayHaveAged();
  }

  async function newerThan({ tenant, feed, publishedAt }: Release, keep: number): Promise<number> {
    if (publishedAt === undefined) return 0;
    return await releases.countDocuments(
      { tenant, feed, publishedAt: { $gt: publishedAt } },
      { limit: Math.max(1, keep) },
    );
  }

  /** Those of which what goes is known without a look at others; and now and then the rest. */
  async function mayBeForgotten(): Promise<Release[]> {
    const ended = { state: { $nin: OPEN }, content: { $ne: 'gone' } } as const;
    const surely = await find(
      {
        ...ended,
        $or: [{ content: { $in: ['trimming', 'going'] } }, { state: { $in: ['discarded', 'failed'] } }],
      },
      { _id: 1 },
      AT_ONCE,
    );
    const isTime = performance.now() - looked > OLD_MS;
    if (surely.length === AT_ONCE || !isTime) return surely;
    looked = performance.now();
    const seen = new Set(surely.map(({ id }) => id));
    const rest = await find(
      { ...ended, state: { $in: ['superseded', 'rolled-back', 'published', 'rolling-back'] } },
      { _id: 1 },
      0,
    );
    return [...surely, ...rest.filter(({ id }) => !seen.has(id))];
  }

  /** False where they are no longer `before`, which is undefined where nobody has set any. */
  async function replaceRules(_id: string, before: string | undefined, body: string): Promise<boolean> {
    if (before !== undefined)
      return (await rules.updateOne({ _id, body: before }, { $set: { body } })).matchedCount === 1;
    try {
      await rules.insertMany([{ _id, body }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  const methods = withDatabaseErrors({
    async get(tenant: string, id: string) {
      const found = await records.find(id);
      if (found?.release.tenant !== tenant) throw new NotFound('release', id);
      return asSeen({ release: found.release, settling: found.document.settling });
    },
    async list(tenant: string, { feed, state }: ReleaseFilter, page: Parameters<Releases['list']>[2]) {
      const { size, before } = readReleasePage(page);
      const asked = { ...(feed !== undefined && { feed }), ...(state !== undefined && seenIn(state)) };
      const found = await findBodies({ tenant, _id: { $lt: before }, ...asked }, { _id: -1 }, size + 1);
      return toReleasePage(found.map(asSeen), size);
    },
    askToPublish: (tenant: string, id: string) => change(tenant, id, askedToPublish),
    askToRollBack: (tenant: string, id: string) => change(tenant, id, askedToRollBack),
    discard: (tenant: string, id: string, now: Date) =>
      change(tenant, id, (release) => discarded(release, now)),
    rules: rulesOf,
    async setRules(tenant: string, given: ReleaseRules, seen?: string) {
      const body = JSON.stringify(given);
      for (let attempt = 0; attempt < RULES_ATTEMPTS; attempt += 1) {
        const found = await rules.findById(tenant).lean<{ body: string }>();
        const current = found === null ? DEFAULT_RULES : readRules(found.body);
        if (!mayReplaceRules(current, given, seen)) return;
        if (await replaceRules(tenant, found?.body, body)) return;
      }
      throw new TooManyConflicts('release rules');
    },
    /** What is flipped comes first, as what it was asked for, until it is carried out. */
    async takeNext(): Promise<Release | undefined> {
      const waiting = await releases.exists({ $or: [{ settling: { $gt: 0 } }, { asked: { $gt: 0 } }] });
      if (waiting === null || !(await lease.take())) return undefined;
      const unsettled = await ledger.unsettled();
      if (unsettled !== undefined)
        return { ...unsettled.release, state: unsettled.as === 'published' ? 'publishing' : 'rolling-back' };
      const [next] = await find({ asked: { $gt: 0 } }, { asked: 1 }, 1);
      return next;
    },
    refuse: (id: string, failure: string) => update(id, (release) => refused(release, failure)),
    staging: () => find({ state: 'staging' }, { _id: 1 }, AT_ONCE),
    async firstOpen(): Promise<Release | undefined> {
      const open = { $or: [{ state: { $in: [...OPEN, 'rolling-back'] } }, { settling: { $gt: 0 } }] };
      const [first] = await find(open as QueryFilter<ReleaseDocument>, { _id: 1 }, 1);
      return first;
    },
    abandon: (id: string, failure: string, now: Date) =>
      update(id, (release) => abandoned(release, failure, now)),
    async forgettable(keep: number): Promise<{ release: Release; next: KeptContent }[]> {
      const found: { release: Release; next: KeptContent }[] = [];
      for (const release of await mayBeForgotten()) {
        const next = nextContent(release, keep, await newerThan(release, keep));
        if (next !== undefined) found.push({ release, next });
        if (found.length === AT_ONCE) break;
      }
      // Those that are left are looked for again at once.
      if (found.length > 0) mayHaveAged();
      return found;
    },
    setContent: (id: string, content: KeptContent) => update(id, (release) => ({ ...release, content })),
  });

  return {
    ...ledger,
    ...methods,
    async settled(...args) {
      await ledger.settled(...args);
      mayHaveAged();
    },
    hold: (_, lost) => lease.hold(lost),
    onAnnounced: (listener) => onImportAnnounced(channel, listener),
  };
}

/** What it was asked for, of a release that is flipped and not carried out. */
const ASKED: Partial<Record<Release['state'], Release['state']>> = {
  published: 'publishing',
  'rolled-back': 'rolling-back',
};

/**
 * What was flipped is seen as what it was asked for until all of it is carried out: whoever sees it published or rolled back finds
 * the release beside it superseded, or live again, and may roll that back, too.
 */
function asSeen({ release, settling }: { release: Release; settling: number }): Release {
  const asked = settling > 0 ? ASKED[release.state] : undefined;
  return asked === undefined ? release : { ...release, state: asked };
}

/** Those that `asSeen` shows in this state. */
function seenIn(state: Release['state']): QueryFilter<ReleaseDocument> {
  if (ASKED[state] !== undefined) return { state, settling: 0 };
  const flipped = Object.keys(ASKED).find((each) => ASKED[each as Release['state']] === state);
  if (flipped === undefined) return { state };
  return { $or: [{ state }, { state: flipped as Release['state'], settling: { $gt: 0 } }] };
}

function toChanging(to: (release: Release) => Release | undefined): ReleaseChanging {
  return (before) => {
    const release = to(before);
    return release && { release };
  };
}
