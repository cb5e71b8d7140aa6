import type { Release } from '@qipei/release';
import { idsWith } from '@qipei/release/mongo';
import { retyped } from '../../domain/foreign-id.ts';
import { indexEntries, scopeOf } from '../../domain/number-index.ts';
import type { PartContent } from '../../domain/part.ts';
import { sourceOf } from '../../domain/part-change.ts';
import { rekeyed } from '../../domain/rekeyed-part.ts';
import { contentHashOf, decodePart, encodeContent, encodePart } from '../protobuf/part-message.ts';
import { numberToken, type PartDocument } from './part-document.ts';
import {
  CHANGES,
  MOVED,
  type NextPartDocument,
  type PartChangeDocument,
  type PartReleaseModels,
  type StagedPartDocument,
  stagedId,
} from './part-release-documents.ts';

export type LivePart = Pick<
  PartDocument,
  '_id' | 'identity' | 'version' | 'feed' | 'scope' | 'contentHash' | 'body'
>;

/** A part of a difference with what is staged and what is live of it. */
export interface PartInRelease {
  change: PartChangeDocument;
  staged: StagedPartDocument | undefined;
  live: LivePart | undefined;
}

/** Of which attempt, and when. */
interface Attempt {
  seq: number;
  now: Date;
}

/** The parts of a difference in the order of their ids, some at once. `read`: what is asked of them; `live` is without their content. */
export async function* partsInRelease(
  { parts, staged, changes }: PartReleaseModels,
  { id, tenant }: Pick<Release, 'id' | 'tenant'>,
  { prefix, page, read }: { prefix: string; page: number; read: 'live' | 'staged' | 'all' },
): AsyncGenerator<PartInRelease[]> {
  for (let after = ''; ; ) {
    const found = await changes
      .find(idsWith(prefix, after))
      .sort({ _id: 1 })
      .limit(page)
      .lean<PartChangeDocument[]>();
    const last = found.at(-1);
    if (last === undefined) return;
    const identities = found.map(({ identity }) => identity);
    const said =
      read === 'live'
        ? []
        : await staged
            .find({ _id: { $in: identities.map((identity) => stagedId(id, identity)) } })
            .lean<StagedPartDocument[]>();
    const live = await parts
      .find({ publisher: tenant, identity: { $in: identities } })
      .select(`identity version feed scope contentHash${read === 'all' ? ' body' : ''}`)
      .lean<LivePart[]>();
    const saidOf = new Map(said.map((each) => [each._id, each]));
    const liveOf = new Map(live.map((each) => [each.identity, each]));
    yield found.map((change) => ({
      change,
      staged: saidOf.get(stagedId(id, change.identity)),
      live: liveOf.get(change.identity),
    }));
    if (found.length < page) return;
    after = last._id;
  }
}

/** What the release makes of a part; undefined where it only changes hands. */
export function published(
  { change, staged, live }: PartInRelease,
  release: Release,
  { partId, ...attempt }: Attempt & { partId: string },
): NextPartDocument | undefined {
  if (change.change === MOVED) return undefined;
  const head = headOf(change, partId, release, attempt);
  if (change.change === CHANGES.removed) return { ...withFeed(head, live?.feed ?? ''), numbers: [] };
  if (staged?.content === undefined || staged.hash === undefined)
    throw new Error('a staged part has no content');
  const said = decodePart(staged.content);
  const source = sourceOf(release, staged.row);
  return { ...withFeed(head, release.feed), ...stateOf(said, staged.content, { ...head, source }) };
}

/** What it was before the release, by the rules of today; undefined where it only changed hands. */
export function restored(
  { change }: PartInRelease,
  release: Release,
  { partId, version, ...attempt }: Attempt & { partId: string; version: number },
): NextPartDocument | undefined {
  if (change.change === MOVED) return undefined;
  const before = { ...change, beforeVersion: version };
  const head = withFeed(headOf(before, partId, release, attempt), change.beforeFeed ?? '');
  if (change.beforeBody === undefined) return { ...head, numbers: [] };
  const { source, ...content } = decodePart(change.beforeBody);
  const said = rekeyed(content);
  return { ...head, ...stateOf(said, encodeContent(said), { ...head, source }) };
}

/** Whether nothing has changed a part since the release did, but for what its foreign part type means. */
export function isAsLeft({ change, staged, live }: PartInRelease, release: Release): boolean {
  if (live === undefined) return false;
  if (change.change === CHANGES.removed) return live.scope === undefined;
  if (staged?.hash === undefined || live.scope === undefined || (live.feed ?? '') !== release.feed)
    return false;
  if (live.contentHash?.equals(staged.hash) === true) return true;
  if (staged.content === undefined || live.body === undefined) return false;
  const said = decodePart(staged.content);
  if (said.partTypeRef === '') return false;
  const settled = retyped(said, decodePart(live.body).partTypeId);
  return live.contentHash?.equals(contentHashOf(encodeContent(settled))) === true;
}

/** Part types by the typed ids of foreign tables that parts come with: they are few. Of two that differ one is behind, and it is noted. */
export function foreignTypes() {
  const typed = new Map<string, string>();
  return {
    note(next: NextPartDocument | undefined): void {
      if (next?.body === undefined) return;
      const { partTypeRef, partTypeId } = decodePart(next.body);
      if (partTypeRef === '') return;
      const known = typed.get(partTypeRef);
      typed.set(partTypeRef, known === undefined || known === partTypeId ? partTypeId : UNLIKE_ANY);
    },
    all: () => [...typed],
  };
}

/** No part type's id. */
const UNLIKE_ANY = '?';

function headOf(
  { identity, beforeVersion }: PartChangeDocument,
  partId: string,
  { tenant }: Release,
  { seq, now }: Attempt,
) {
  return { _id: partId, publisher: tenant, identity, version: beforeVersion + 1, seq, at: now };
}

function withFeed<T extends object>(head: T, feed: string): T & { feed?: string } {
  return { ...head, ...(feed !== '' && { feed }) };
}

function stateOf(
  said: PartContent,
  bytes: Uint8Array,
  { _id, publisher, version, at, source }: Omit<NextPartDocument, 'numbers'> & { source: string },
): Required<Pick<NextPartDocument, 'scope' | 'brand' | 'contentHash' | 'body' | 'numbers'>> {
  const head = { partId: _id, publisher, version, source, updatedAt: at };
  return {
    scope: scopeOf(said, publisher),
    brand: said.brand,
    contentHash: contentHashOf(bytes),
    body: Buffer.from(encodePart(bytes, head)),
    numbers: indexEntries(said, publisher).map(numberToken),
  };
}
