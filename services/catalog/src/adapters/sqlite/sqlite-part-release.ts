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
import { retyped } from '../../domain/foreign-id.ts';
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
import { foreignIdsToSettle } from './sqlite-foreign-ids.ts';
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
/** No part type's id. */
const UNLIKE_ANY = '?';
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
  const settleLater = foreignIdsToSettle(db);
  const bodyOf = db.prepare<[number], Buffer>('SELECT body FROM part WHERE seq = ?').pluck();
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

  function publishOne(change: ChangeRow, release: Release, context: EventContext): NewContent | undefined {
    const identity = identityOf(change);
    const known = parts.find(release.tenant, identity);
    if (change.change === MOVED) {
      parts.moveTo(release.feed, release.tenant, identity);
      return undefined;
    }
    if (change.change === REMOVED) {
      if (known !== undefined) parts.withdraw(known, identity, known.feed, context);
      return undefined;
    }
    const { content, content_hash: hash, row } = change;
    if (content === null || hash === null) throw new Error('a staged part has no content');
    const source = sourceOf(release, row ?? 0);
    const { feed } = release;
    const put = { content: decodePart(content), bytes: content, hash, source, feed };
    parts.put(known, identity, put, context);
    return put;
  }

  /** Whether nothing has changed a part since the release did, but for what its foreign part type means. */
  function isAsLeft(known: LivePart, { change, content_hash: hash, content }: ChangeRow, release: Release) {
    if (change === REMOVED) return known.visibility === WITHDRAWN;
    if (hash === null || known.visibility === WITHDRAWN || known.feed !== release.feed) return false;
    if (known.content_hash.equals(hash)) return true;
    const said = content === null ? undefined : decodePart(content);
    const body = bodyOf.get(known.seq);
    if (said === undefined || said.partTypeRef === '' || body === undefined) return false;
    const settled = retyped(said, decodePart(body).partTypeId);
    return contentHashOf(encodeContent(settled)).equals(known.content_hash);
  }

  /** `kept` where the part isn't as the release left it; otherwise what is put back, if anything is. */
  function rollBackOne(
    change: ChangeRow,
    release: Release,
    context: EventContext,
  ): NewContent | undefined | 'kept' {
    const identity = identityOf(change);
    const known = parts.find(release.tenant, identity);
    if (known === undefined || !isAsLeft(known, change, release)) return 'kept';
    const { before_feed: feed, before_body: body } = change;
    if (change.change === MOVED) parts.moveTo(feed, release.tenant, identity);
    else if (body === null) parts.withdraw(known, identity, feed, context);
    else {
      const put = restored(body, feed);
      parts.put(known, identity, put, context);
      return put;
    }
    return undefined;
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
        const typed = new Map<string, string>();
        for (const change of changesOf(key)) noteType(typed, publishOne(change, release, events));
        settleLater(release.tenant, typed);
        ledger.published(release.id, context);
      }),
    rollBack: (release, context) =>
      together(() => {
        const events = eventContext(release, context);
        let kept = 0;
        const typed = new Map<string, string>();
        for (const change of changesOf(ledger.keyOf(release.id))) {
          const done = rollBackOne(change, release, events);
          if (done === 'kept') kept += 1;
          else noteType(typed, done);
        }
        settleLater(release.tenant, typed);
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

/** The part types of a tenant's foreign ids are few. Of two that differ one is behind, and it is noted. */
function noteType(typed: Map<string, string>, put: NewContent | undefined): void {
  const { partTypeRef = '', partTypeId = '' } = put?.content ?? {};
  if (partTypeRef === '') return;
  const known = typed.get(partTypeRef);
  typed.set(partTypeRef, known === undefined || known === partTypeId ? partTypeId : UNLIKE_ANY);
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
