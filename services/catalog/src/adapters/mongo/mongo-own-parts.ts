import { withDatabaseErrors } from '@qipei/mongo';
import { type MongoReleaseLedger, ReleaseWentLive } from '@qipei/release/mongo';
import type { QueryFilter } from 'mongoose';
import { EVERYBODY } from '../../domain/number-index.ts';
import { brandKey } from '../../domain/number-space.ts';
import { type OwnParts, selector } from '../../domain/own-parts.ts';
import { decodePart } from '../protobuf/part-message.ts';
import type { PartDocument } from './part-document.ts';
import type { PartViews } from './part-views.ts';

type Found = Required<Pick<PartDocument, 'identity' | 'body'>> & Pick<PartDocument, 'feed'>;

const AT_ONCE = 500;

/**
 * Each page is of its own moment: what is imported meanwhile is seen as it is when its page is read. All of them are of before a
 * release of the publisher's, or all of after it: where one goes live meanwhile the walk ends with `release-went-live`.
 */
export function mongoOwnParts(views: PartViews, ledger: Pick<MongoReleaseLedger, 'lastFlipOf'>): OwnParts {
  const { page, lastFlip } = withDatabaseErrors({
    lastFlip: (publisher: string) => ledger.lastFlipOf(publisher),
    page: (publisher: string, identity: { $gt: string; $lt: string }) =>
      views.within(async (sources) => {
        const own = { publisher, identity, scope: { $in: [publisher, EVERYBODY] } };
        const found = await Promise.all(
          sources.map(({ parts, only }) =>
            parts
              .find({ ...own, ...only } as QueryFilter<PartDocument>)
              .select('identity feed body')
              .sort({ identity: 1 })
              .limit(AT_ONCE)
              .lean<Found[]>(),
          ),
        );
        return found.length === 1 ? found.flat() : found.flat().sort(byIdentity).slice(0, AT_ONCE);
      }),
  });
  return {
    async *walk(publisher, selection) {
      const isWanted = selector(selection);
      const keys = [...new Set(selection.brands.map(brandKey))].sort();
      // Behind every key. Keys are letters and digits, and a colon parts the two halves of an identity.
      const ranges = keys.length === 0 ? [['', '\u{10ffff}']] : keys.map((key) => [`${key}:`, `${key};`]);
      const began = await lastFlip(publisher);
      for (const [from = '', before = ''] of ranges) {
        for (let after = from; ; ) {
          const found = await page(publisher, { $gt: after, $lt: before });
          if ((await lastFlip(publisher)) !== began) throw new ReleaseWentLive('parts');
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

/** As the server sorts: by bytes. */
function byIdentity(a: Found, b: Found): number {
  return Buffer.compare(Buffer.from(a.identity), Buffer.from(b.identity));
}
