import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedServiceService, ReadFeedRequest } from '@qipei/contracts/feed/v1/feed';
import { CreateWebhookRequest, WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { createGrpcClient, createLogger, systemContext } from '@qipei/service-kit';
import { expect, test } from 'vitest';
import type { ExchangeConfig } from './config.ts';
import { readExchangeConfig, startExchange } from './service.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const context = systemContext('acme', 'test');
const draft = CreateWebhookRequest.fromPartial({ url: 'https://shop.example/', eventTypes: ['part.saved'] });

async function started(config: ExchangeConfig, opened: AsyncDisposableStack) {
  const { address } = opened.use(await startExchange(config, { logger }));
  return {
    feed: opened.use(createGrpcClient(FeedServiceService, { address })),
    webhooks: opened.use(createGrpcClient(WebhookServiceService, { address })),
  };
}

const read = (feed: Awaited<ReturnType<typeof started>>['feed'], of: object) =>
  Array.fromAsync(feed.readFeed(ReadFeedRequest.fromPartial(of), context));

test('a service over its own files answers', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-exchange-service-'));
  try {
    await using opened = new AsyncDisposableStack();
    const env = { QIPEI_DATA_DIR: dataDir, EXCHANGE_GRPC_ADDRESS: '127.0.0.1:0' };
    const { feed, webhooks } = await started(readExchangeConfig(env), opened);
    expect(await read(feed, {})).toEqual([]);
    await expect(read(feed, { cursor: 'x' })).rejects.toMatchObject({ code: 'cursor-invalid' });
    await expect(read(feed, { limit: -1 })).rejects.toMatchObject({ code: 'number-invalid' });
    await expect(read(feed, { waitSeconds: 61 })).rejects.toMatchObject({ code: 'number-invalid' });
    await expect(read(feed, { types: [9] })).rejects.toMatchObject({ code: 'value-unknown' });
    const { webhook, secret } = await webhooks.createWebhook(draft, context);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await webhooks.listWebhooks({}, context)).webhooks).toEqual([webhook]);
    expect((await webhooks.listWebhooks({}, systemContext('other', 'test'))).webhooks).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
