import type { Database } from '@qipei/sqlite';
import { KIND_RANKS } from '../../domain/number-index.ts';
import type { Part, PartIdentity } from '../../domain/part.ts';
import type { BrandCount, NumberHit } from '../../domain/part-repository.ts';
import { type Sight, seesBrand } from '../../domain/sight.ts';
import { decodePart } from '../protobuf/part-message.ts';
import { PRIVATE } from './schema.ts';

export interface GrantedHit {
  /** As its publisher has it. */
  part: Part;
  seq: number;
  space: string;
}

/** What is read at once of a publisher's parts with one number, which a grant may be of other brands than. */
const AT_ONCE = 200;

/**
 * Private parts that a tenant sees by what others have granted it; what it sees anyway is read elsewhere. What is asked costs by how
 * much there is of it or by how much was granted, whichever is less, wherever a question is of single parts or numbers.
 */
export function sqliteGrantedParts(db: Database) {
  const bodyOf = db
    .prepare<[string], Buffer>('SELECT body FROM part WHERE part_id = +? AND visibility > 0')
    .pluck();
  const headOf = db.prepare<[string], { publisher: string; brand_key: string }>(
    `SELECT part.publisher, brand_key FROM part JOIN part_identity USING (seq)
     WHERE part.part_id = +? AND part.visibility = ${PRIVATE}`,
  );
  const identity = db.prepare<[string, string, string], { seq: number; part_id: string }>(
    `SELECT seq, part_id FROM part_identity
     WHERE publisher = +? AND brand_key = +? AND number_key = +? AND visibility = ${PRIVATE}`,
  );
  const nextScope = db
    .prepare<[string, string], string>(
      'SELECT scope FROM number_index WHERE number_key = +? AND scope >= +? ORDER BY scope LIMIT 1',
    )
    .pluck();
  // The brand comes from the identity: most parts of a large publisher are of brands that weren't granted.
  const HIT = `SELECT number_index.seq, space, brand_key FROM number_index JOIN part_identity USING (seq)
    WHERE number_index.number_key = +? AND scope = +? AND kind = +?`;
  const inAnySpace = db.prepare<[string, string, number, string, number, number], HitRow>(
    `${HIT} AND (space, number_index.seq) > (+?, +?) ORDER BY space, number_index.seq LIMIT ?`,
  );
  const inSpace = db.prepare<[string, string, number, string, number, number], HitRow>(
    `${HIT} AND space = +? AND number_index.seq > +? ORDER BY number_index.seq LIMIT ?`,
  );
  const bodyOfSeq = db.prepare<[number], Buffer>('SELECT body FROM part WHERE seq = ?').pluck();
  const idsOfPublisher = db
    .prepare<[string, string, string, number], string>(
      `SELECT part_id FROM part INDEXED BY part_of_publisher
       WHERE publisher = +? AND visibility > 0 AND visibility = ${PRIVATE} AND part_id > +? AND part_id < +?
       ORDER BY part_id LIMIT ?`,
    )
    .pluck();
  const idsOfBrand = db
    .prepare<[string, string, string, string, number], string>(
      `SELECT part_id FROM part_identity
       WHERE publisher = +? AND brand_key = +? AND visibility = ${PRIVATE} AND part_id > +? AND part_id < +?
       ORDER BY part_id LIMIT ?`,
    )
    .pluck();
  const countsOf = db.prepare<[string], { brand_key: string; name: string; parts: number }>(
    'SELECT brand_key, name, parts FROM brand_count WHERE scope = +? AND parts > 0 ORDER BY brand_key',
  );

  function sees(sight: Sight, publisher: string, brandKeyOfPart: string): boolean {
    const brands = sight.brandsOf(publisher);
    return brands !== undefined && (brands === 'all' || brands.has(brandKeyOfPart));
  }

  /** Publishers that share something and have something private under the key: both lists are gone through by leaps. */
  function* scopesWith(key: string, { publishers }: Sight): Generator<string> {
    let at = 0;
    for (;;) {
      const wanted = publishers[at];
      if (wanted === undefined) return;
      const found = nextScope.get(key, wanted);
      if (found === undefined) return;
      if (found === wanted) {
        yield wanted;
        at += 1;
      } else at = firstFrom(publishers, found, at + 1);
    }
  }

  function* hitsOf(
    publisher: string,
    { key, kind, space }: { key: string; kind: NumberHit['kind']; space: string | undefined },
    sight: Sight,
  ): Generator<HitRow> {
    let [afterSpace, after] = [space ?? '', 0];
    for (;;) {
      const rank = KIND_RANKS[kind];
      const rows =
        space === undefined
          ? inAnySpace.all(key, publisher, rank, afterSpace, after, AT_ONCE)
          : inSpace.all(key, publisher, rank, space, after, AT_ONCE);
      for (const row of rows) if (sees(sight, publisher, row.brand_key)) yield row;
      const last = rows.at(-1);
      if (last === undefined || rows.length < AT_ONCE) return;
      [afterSpace, after] = [last.space, last.seq];
    }
  }

  return {
    find(sight: Sight, partId: string): Part | undefined {
      if (sight.publishers.length === 0) return undefined;
      const body = bodyOf.get(partId);
      const part = body === undefined ? undefined : decodePart(body);
      return part !== undefined && seesBrand(sight, part.publisher, part.brand) ? part : undefined;
    },

    seen(sight: Sight, partId: string): boolean {
      if (sight.publishers.length === 0) return false;
      const head = headOf.get(partId);
      return head !== undefined && sees(sight, head.publisher, head.brand_key);
    },

    /** The smallest ids behind one, up to the limit, in their order. */
    idsAfter(sight: Sight, after: string, limit: number): string[] {
      let ids: string[] = [];
      const take = (found: string[]) => {
        if (found.length > 0) ids = [...ids, ...found].sort().slice(0, limit);
      };
      // What is behind the last of a full page isn't looked for.
      const before = () => (ids.length < limit ? END : (ids.at(-1) ?? END));
      for (const publisher of sight.publishers) {
        const brands = sight.brandsOf(publisher);
        if (brands === 'all') take(idsOfPublisher.all(publisher, after, before(), limit));
        else for (const brand of brands ?? []) take(idsOfBrand.all(publisher, brand, after, before(), limit));
      }
      return ids;
    },

    /** The oldest of those with this identity. */
    resolve(
      sight: Sight,
      { brandKey: brand, partNumberKey }: PartIdentity,
    ): { seq: number; partId: string } | undefined {
      let oldest: { seq: number; partId: string } | undefined;
      // Each part is in the index under its own number.
      for (const publisher of scopesWith(partNumberKey, sight)) {
        if (!sees(sight, publisher, brand)) continue;
        const row = identity.get(publisher, brand, partNumberKey);
        if (row !== undefined && (oldest === undefined || row.seq < oldest.seq))
          oldest = { seq: row.seq, partId: row.part_id };
      }
      return oldest;
    },

    /** By space and age. */
    byNumber(
      sight: Sight,
      query: { key: string; kind: NumberHit['kind']; space: string | undefined },
      limit: number,
    ): GrantedHit[] {
      if (limit <= 0) return [];
      const found: HitRow[] = [];
      for (const publisher of scopesWith(query.key, sight)) {
        let ofPublisher = 0;
        for (const row of hitsOf(publisher, query, sight)) {
          found.push(row);
          ofPublisher += 1;
          if (ofPublisher === limit) break;
        }
      }
      found.sort((a, b) => (a.space === b.space ? a.seq - b.seq : a.space < b.space ? -1 : 1));
      return found.slice(0, limit).flatMap(({ seq, space }) => {
        const body = bodyOfSeq.get(seq);
        return body === undefined ? [] : [{ part: decodePart(body), seq, space }];
      });
    },

    /** What the publishers have of the brands that they granted, without what everybody sees. */
    *brands(sight: Sight): Generator<BrandCount> {
      for (const publisher of sight.publishers)
        for (const { brand_key: key, name, parts } of countsOf.iterate(publisher))
          if (sees(sight, publisher, key)) yield { brandId: `brand_${key}`, name, partCount: parts };
    },
  };
}

interface HitRow {
  seq: number;
  space: string;
  brand_key: string;
}

/** Behind every id. */
const END = '~';

/** The first place from `from` on whose text isn't before `text`. */
function firstFrom(texts: readonly string[], text: string, from: number): number {
  let [low, high] = [from, texts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((texts[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
