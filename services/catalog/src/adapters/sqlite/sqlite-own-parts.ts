import type { Database } from '@qipei/sqlite';
import { brandKey } from '../../domain/number-space.ts';
import { type OwnParts, selector } from '../../domain/own-parts.ts';
import type { Part } from '../../domain/part.ts';
import { decodePart } from '../protobuf/part-message.ts';
import { WITHDRAWN } from './schema.ts';

interface IdentityRow {
  brand_key: string;
  number_key: string;
  feed: string;
  body: Buffer;
}

const AT_ONCE = 500;

/** Each page is one statement: inside a transaction of the caller's all of them see one state. */
export function sqliteOwnParts(db: Database): OwnParts {
  const after = db.prepare<[string, string, string, string, number], IdentityRow>(
    `SELECT brand_key, number_key, feed, body FROM part_identity JOIN part USING (seq)
     WHERE part_identity.publisher = +? AND brand_key <= +? AND (brand_key, number_key) > (+?, +?)
       AND part_identity.visibility <> ${WITHDRAWN}
     ORDER BY brand_key, number_key LIMIT ?`,
  );
  return {
    async *walk(publisher, selection) {
      const isWanted = selector(selection);
      const keys = [...new Set(selection.brands.map(brandKey))].sort();
      // Behind every key.
      const last = '\u{10ffff}';
      const ranges: [from: string, to: string][] =
        keys.length === 0 ? [['', last]] : keys.map((key) => [key, key]);
      for (const [from, to] of ranges) {
        let [brand, number] = [from, ''];
        for (;;) {
          const rows = after.all(publisher, to, brand, number, AT_ONCE);
          const end = rows.at(-1);
          if (end === undefined) break;
          [brand, number] = [end.brand_key, end.number_key];
          const parts: Part[] = rows.flatMap(({ feed, body }) => {
            if (selection.feed !== undefined && feed !== selection.feed) return [];
            const part = decodePart(body);
            return isWanted(part) ? [part] : [];
          });
          yield parts;
          if (rows.length < AT_ONCE) break;
        }
      }
    },
  };
}
