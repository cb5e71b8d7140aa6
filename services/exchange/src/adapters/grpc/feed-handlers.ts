import {
  FeedChange,
  type FeedServiceService,
  FeedType,
  ReadFeedResponse,
} from '@qipei/contracts/feed/v1/feed';
import { InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { type FeedDependencies, readFeed } from '../../application/read-feed.ts';
import type { FeedType as Type } from '../../domain/feed-change.ts';

const NUMBER: Record<Type, FeedType> = {
  parts: FeedType.PARTS,
  fitments: FeedType.FITMENTS,
  releases: FeedType.RELEASES,
};
const NAMES = new Map(Object.entries(NUMBER).map(([name, number]) => [number, name as Type]));
const LONGEST_WAIT_SECONDS = 60;

export function feedHandlers(dependencies: FeedDependencies): GrpcHandlers<typeof FeedServiceService> {
  return {
    async *readFeed({ cursor, types, limit, waitSeconds }, { tenant, signal }) {
      if (limit < 0) throw new InvalidInput('limit', 'number-invalid', 'must not be negative');
      if (waitSeconds < 0 || waitSeconds > LONGEST_WAIT_SECONDS)
        throw new InvalidInput('wait_seconds', 'number-invalid', `must be 0 to ${LONGEST_WAIT_SECONDS}`);
      const request = { tenant, cursor, limit, types: types.map(typeOf), waitMs: waitSeconds * 1_000 };
      for await (const entries of readFeed(request, dependencies, signal)) {
        yield ReadFeedResponse.create({
          entries: entries.map((entry) => ({
            ...{ cursor: entry.cursor, id: entry.id, version: entry.version, at: entry.at },
            type: NUMBER[entry.type],
            change: entry.gone ? FeedChange.DELETED : FeedChange.SAVED,
            data: Buffer.from(entry.data ?? []),
          })),
        });
      }
    },
  };
}

function typeOf(number: FeedType): Type {
  const type = NAMES.get(number);
  if (type === undefined) throw new InvalidInput('types', 'value-unknown', 'There is no such type.');
  return type;
}
