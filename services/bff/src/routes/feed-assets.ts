import { ListFeedAssetsRequest } from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { FeedAssetsJson, feedAssetsJson } from '../resources/feed-assets.ts';

export const feedAssetRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/fitments/assets',
    operationId: 'listFeedAssets',
    summary: 'List what feeds say of files',
    description:
      'Records `Asset` and `DigitalFileInformation` of ACES feeds, your own unless `publisher` or `partId` is given: which files belong to which vehicles without being of a part, ' +
      'and what each file is. All records of an asset follow one another. They are published, rolled back and exported with the ' +
      'fitments of their data set. Who was granted all of a publisher sees all of its records, and who sees a part those of the assets that ' +
      'its fitments name. A page may have fewer records than asked for, and another behind it.',
    tag: 'Fitments',
    scope: 'catalog:read',
    query: z.strictObject({
      publisher: text(100).optional().meta({ description: 'A tenant that shares everything with you.' }),
      partId: text(100).optional().meta({
        description: 'Only records of assets that the fitments of this part name, whosever it is.',
      }),
      name: text(2_000).optional().meta({ description: 'Of the asset of this name alone.' }),
      pageSize,
      pageToken,
    }),
    responses: { 200: { description: 'A page of records.', schema: FeedAssetsJson } },
    async handle({ query }, { peers, call }) {
      const page = await peers.fitment.listFeedAssets(
        ListFeedAssetsRequest.create({
          name: query.name ?? '',
          publisher: query.publisher ?? '',
          partId: query.partId ?? '',
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return { status: 200, body: feedAssetsJson(page) };
    },
  }),
];
