import type { FeedServiceService } from '@qipei/contracts/feed/v1/feed';
import { WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import type { GrpcHandlers } from '@qipei/service-kit';
import { FeedUnsupported } from '../../domain/errors.ts';

/** Of a service whose storage keeps no feed: every call is answered with that. */
export function unsupportedFeed(): GrpcHandlers<typeof FeedServiceService> {
  return {
    // biome-ignore lint/correctness/useYield: there is nothing to read
    async *readFeed() {
      throw new FeedUnsupported();
    },
  };
}

export function unsupportedWebhooks(): GrpcHandlers<typeof WebhookServiceService> {
  const refuse = async (): Promise<never> => {
    throw new FeedUnsupported();
  };
  return Object.fromEntries(
    Object.keys(WebhookServiceService).map((method) => [method, refuse]),
  ) as unknown as GrpcHandlers<typeof WebhookServiceService>;
}
