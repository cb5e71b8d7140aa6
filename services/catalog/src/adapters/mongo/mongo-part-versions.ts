import { withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { PartVersion } from '../../domain/part-version.ts';
import type { PartDocument } from './part-document.ts';

const PAGE = 2_000;

/** Every publisher's parts in id order, those withdrawn too. Each page is read at its own moment. */
export async function* mongoPartVersions(parts: Model<PartDocument>): AsyncGenerator<PartVersion> {
  const { pageAfter } = withDatabaseErrors({
    pageAfter: async (after: string) =>
      await parts
        .find({ _id: { $gt: after }, version: { $gt: 0 } })
        .select('version scope')
        .sort({ _id: 1 })
        .limit(PAGE)
        .lean<Pick<PartDocument, '_id' | 'version' | 'scope'>[]>(),
  });
  for (let page = await pageAfter(''); page.length > 0; page = await pageAfter(page.at(-1)?._id ?? '')) {
    for (const { _id, version, scope } of page)
      yield { partId: _id, version, withdrawn: scope === undefined };
  }
}
