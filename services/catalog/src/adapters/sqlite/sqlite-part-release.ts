import {
  type ChangeKind,
  type Release,
  type ReleaseContent,
  readKeyPage,
  type SettleContext,
  toKeyPage,
} from '@qipei/release';
import type { SqliteReleaseLedger } from '@qipei/release/sqlite';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { PartIdentity } from '../../domain/part.ts';
import { sourceOf } from '../../domain/part-change.ts';
import { shownPart } from '../../domain/part-release.ts';
import { rekeyed } from '../../domain/rekeyed-part.ts';
import type { EventContext } from '../events/part-event.ts';
import { contentHashOf, decodePart, encodeContent } from '../protobuf/part-message.ts';
import { forgetPartRelease } from './forget-part-release.ts';
import { partReleaseDiff } from './part-release-diff.ts';
import { ADDED, CHANGED, MOVED, REMOVED } from './part-release-schema.ts';
import { WITHDRAWN } from './schema.ts';
import { type LivePart, type NewContent, sqlitePartTable } from './sqlite-part-table.ts';

/** A part of the difference, with what is staged of it. */
interface ChangeRow {
  change: number;
  brand_key: string;
  number_key: string;
  before_feed: string;
  before_body: Buffer | null;
  row: number | null;
  content_hash: Buffer | null;
  content: Buffer | null;
}

type Key = [change: number, brandKey: string, numberKey: string];

/** Rows in memory at once, whose numbers go into the index in their own order. */
const PAGE = 4_000;
const KINDS = { added: ADDED, changed: CHANGED, removed: REMOVED } as const;
const NAMES = new Map<number, ChangeKind>(
  Object.entries(KINDS).map(([name, change]) => [change, name as ChangeKind]),
);

/**
 * Releases of parts. Publishing and rolling back are one transaction each: parts, index, counts, events and the release's state.
 * The database has `CATALOG_MIGRATIONS`, `PART_RELEASE_MIGRATIONS` and `RELEASE_MIGRATIONS`.
 */
export function sqlitePartRelease(db: Database, ledger: SqliteReleaseLedger): ReleaseContent {
  const parts = sqlitePartTable(db);
  const diff = partReleaseDiff(db);
  const CHANGES = `SELECT c.change, c.brand_key, c.number_key, c.before_feed, c.before_body, s.row, s.content_hash, t.content
    FROM part_release_change AS c
      LEFT JOIN staged_part AS s
        ON s.release = c.release AND s.brand_key = c.brand_key AND s.number_key = c.number_key
      LEFT JOIN staged_content AS t ON t.id = s.content_id
    WHERE c.release = ? AND (c.change, c.brand_key, c.number_key) > (?, ?, ?)`;
  const ORDER = 'ORDER BY c.change, c.brand_key, c.number_key LIMIT ?';
  const page = db.prepare<[number, ...Key, number], ChangeRow>(`${CHANGES} ${ORDER}`);
  const pageUpTo = db.prepare<[number, ...Key, number, number], ChangeRow>(
    `${CHANGES} AND c.change <= ? ${ORDER}`,
  );

  function* changesOf(key: number): Generator<ChangeRow> {
    let after: Key = [0, '', ''];
    for (let rows = page.all(key, ...after, PAGE); rows.length > 0; rows = page.all(key, ...after, PAGE)) {
      yield* rows;
      const last = rows.at(-1);
      if (last !== undefined) after = [last.change, last.brand_key, last.number_key];
      parts.flush();
    }
  }

  /** All or nothing, also in memory. */
  function together(work: () => void): void {
    try {
      immediateTransaction(db, () => {
        work();
        parts.flush();
      });
    } catch (error) {
      parts.forget();
      throw error;
    }
  }

  function publishOne(change: ChangeRow, release: Release, context: EventContext): void {
    const identity = identityOf(change);
    const known = parts.find(release.tenant, identity);
    if (change.change === MOVED) {
      parts.moveTo(release.feed, release.tenant, identity);
      return;
    }
    if (change.change === REMOVED) {
      if (known !== undefined) parts.withdraw(known, identity, known.feed, context);
      return;
    }
    const { content, content_hash: hash, row } = change;
    if (content === null || hash === null) throw new Error('a staged part has no content');
    const source = sourceOf(release, row ?? 0);
    const { feed } = release;
    parts.put(known, identity, { content: decodePart(content), bytes: content, hash, source, feed }, context);
  }

  /** False where the part isn't as the release left it. */
  function rollBackOne(change: ChangeRow, release: Release, context: EventContext): boolean {
    const identity = identityOf(change);
    const known = parts.find(release.tenant, identity);
    if (known === undefined || !isAsLeft(known, change, release)) return false;
    const { before_feed: feed, before_body: body } = change;
    if (change.change === MOVED) parts.moveTo(feed, release.tenant, identity);
    else if (body === null) parts.withdraw(known, identity, feed, context);
    else parts.put(known, identity, restored(body, feed), context);
    return true;
  }

  return {
    publish: (release, context) =>
      together(() => {
        const key = ledger.keyOf(release.id);
        if (!diff.holds(key, release)) {
          ledger.diverted(release.id, diff.take(key, release).counts);
          return;
        }
        const events = eventContext(release, context);
        for (const change of changesOf(key)) publishOne(change, release, events);
        ledger.published(release.id, context);
      }),
    rollBack: (release, context) =>
      together(() => {
        const events = eventContext(release, context);
        let kept = 0;
        for (const change of changesOf(ledger.keyOf(release.id)))
          if (!rollBackOne(change, release, events)) kept += 1;
        ledger.rolledBack(release.id, kept, context);
      }),
    async changes(release, kind, request) {
      const { size, after } = readKeyPage(request);
      // Behind what comes before the kind, and up to it.
      const first = kind === undefined ? 0 : KINDS[kind] - 1;
      const last = kind === undefined ? REMOVED : KINDS[kind];
      const from = after === '' ? ([first, '\u{10ffff}', ''] as Key) : readKey(after);
      const rows = pageUpTo.all(ledger.keyOf(release.id), ...from, last, size + 1);
      const { items, nextPageToken } = toKeyPage(rows, size, writeKey);
      return { items: items.map(toChange), nextPageToken };
    },
    forget: forgetPartRelease(db, ledger),
  };
}

function identityOf({ brand_key: brandKey, number_key: partNumberKey }: ChangeRow): PartIdentity {
  return { brandKey, partNumberKey };
}

function eventContext({ tenant: publisher }: Release, { now, traceparent }: SettleContext): EventContext {
  return { publisher, now, traceparent };
}

/** Whether nothing has changed a part since the release did. */
function isAsLeft(known: LivePart, { change, content_hash: hash }: ChangeRow, release: Release): boolean {
  if (change === REMOVED) return known.visibility === WITHDRAWN;
  const same = hash !== null && known.visibility !== WITHDRAWN && known.content_hash.equals(hash);
  return same && known.feed === release.feed;
}

/** What a part said before, by the rules of today. */
function restored(body: Buffer, feed: string): NewContent {
  const { source, ...before } = decodePart(body);
  const content = rekeyed(before);
  const bytes = encodeContent(content);
  return { content, bytes, hash: contentHashOf(bytes), source, feed };
}

function toChange({ change, brand_key, number_key, before_body: before, content }: ChangeRow) {
  const after = change === REMOVED ? null : content;
  const [shownBefore, shownAfter] = [before, after].map((body) =>
    body === null ? undefined : decodePart(body),
  );
  const named = shownAfter ?? shownBefore;
  return {
    change: NAMES.get(change) ?? ('changed' as const),
    key: named === undefined ? `${brand_key} ${number_key}` : `${named.brand} ${named.partNumber}`,
    before: shownBefore === undefined ? '' : JSON.stringify(shownPart(shownBefore)),
    after: shownAfter === undefined ? '' : JSON.stringify(shownPart(shownAfter)),
  };
}

/** Keys are letters and digits. */
function writeKey({ change, brand_key, number_key }: ChangeRow): string {
  return `${change}:${brand_key}:${number_key}`;
}

function readKey(text: string): Key {
  const [change = '', brandKey = '', numberKey = ''] = text.split(':');
  return [Number(change), brandKey, numberKey];
}
