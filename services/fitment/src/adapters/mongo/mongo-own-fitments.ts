import { withDatabaseErrors } from '@qipei/mongo';
import { type MongoReleaseLedger, ReleaseWentLive } from '@qipei/release/mongo';
import type { OwnFitments } from '../../domain/own-fitments.ts';

/**
 * Each answer is of its own moment: what is imported meanwhile is seen as it is when it is read. All of them are of before a
 * release of the publisher's, or all of after it: where one goes live meanwhile they end with `release-went-live`.
 */
export function mongoOwnFitments(
  own: OwnFitments,
  ledger: Pick<MongoReleaseLedger, 'lastFlipOf'>,
): () => OwnFitments {
  const { lastFlipOf } = withDatabaseErrors({ lastFlipOf: ledger.lastFlipOf });
  return () => {
    const began = new Map<string, number>();
    async function inOneState<T>(publisher: string, read: () => Promise<T>): Promise<T> {
      if (!began.has(publisher)) began.set(publisher, await lastFlipOf(publisher));
      const answer = await read();
      if ((await lastFlipOf(publisher)) !== began.get(publisher)) throw new ReleaseWentLive('fitments');
      return answer;
    }
    async function* pagesInOneState<T>(publisher: string, all: AsyncIterable<T>): AsyncGenerator<T> {
      const pages = all[Symbol.asyncIterator]();
      for (;;) {
        const page = await inOneState(publisher, () => pages.next());
        if (page.done === true) return;
        yield page.value;
      }
    }
    return {
      ofParts: (publisher, partIds) => inOneState(publisher, () => own.ofParts(publisher, partIds)),
      waiting: (publisher, partIds) => inOneState(publisher, () => own.waiting(publisher, partIds)),
      ofUnknownParts: (publisher) => pagesInOneState(publisher, own.ofUnknownParts(publisher)),
      ofAssets: (publisher) => pagesInOneState(publisher, own.ofAssets(publisher)),
    };
  };
}
