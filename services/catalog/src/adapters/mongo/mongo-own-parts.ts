import { withDatabaseErrors } from '@qipei/mongo';
import type { Model, QueryFilter } from 'mongoose';
import { EVERYBODY } from '../../domain/number-index.ts';
import { brandKey } from '../../domain/number-space.ts';
import { type OwnParts, selector } from '../../domain/own-parts.ts';
import { decodePart } from '../protobuf/part-message.ts';
import type { PartDocument } from './part-document.ts';

type Found = Required<Pick<PartDocument, 'identity' | 'body'>> & Pick<PartDocument, 'feed'>;

const AT_ONCE = 500;

/** Each page is of its own moment: what changes meanwhile is seen as it is when its page is read. */
export function mongoOwnParts(parts: Model<PartDocument>): OwnParts {
  const { page } = withDatabaseErrors({
    page: async (publisher: string, identity: { $gt: string; $lt: string }) =>
      await parts
        .find({ publisher, identity, scope: { $in: [publisher, EVERYBODY] } } as QueryFilter<PartDocument>)
        .select('identity feed body')
        .sort({ identity: 1 })
        .limit(AT_ONCE)
        .lean<Found[]>(),
  });
  return {
    async *walk(publisher, selection) {
      const isWanted = selector(selection);
      const keys = [...new Set(selection.brands.map(brandKey))].sort();
      // Behind every key. Keys are letters and digits, and a colon parts the two halves of an identity.
      const ranges = keys.length === 0 ? [['', '\u{10ffff}']] : keys.map((key) => [`${key}:`, `${key};`]);
      for (const [from = '', before = ''] of ranges) {
        for (let after = from; ; ) {
          const found = await page(publisher, { $gt: after, $lt: before });
          const last = found.at(-1);
          if (last === undefined) break;
          after = last.identity;
          yield found.flatMap(({ feed = '', body }) => {
            if (selection.feed !== undefined && feed !== selection.feed) return [];
            const part = decodePart(body);
            return isWanted(part) ? [part] : [];
          });
          if (found.length < AT_ONCE) break;
        }
      }
    },
  };
}
