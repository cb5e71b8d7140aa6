import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startCatalog } from '@qipei/catalog';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import * as imports from '@qipei/contracts/imports/v1/imports';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import * as messages from '@qipei/contracts/order/v1/order';
import { OrderConfirmed } from '@qipei/contracts/order/v1/order_events';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { startInventory } from '@qipei/inventory';
import { type CallContext, createGrpcClient, systemContext } from '@qipei/service-kit';
import { embeddedEngines } from '@qipei/service-kit/environment';
import { expect } from 'vitest';

export const acme = systemContext('acme', 'test');

export function orderClient(address: string) {
  const client = createGrpcClient(messages.OrderServiceService, { address, timeoutMs: 30_000 });
  return {
    ...client,
    place: (
      key: string,
      lines: { partId: string; quantity: number; warehouseId?: string }[],
      context = acme,
    ) => client.placeOrder(messages.PlaceOrderRequest.fromPartial({ idempotencyKey: key, lines }), context),
  };
}

async function importInto(address: string, kind: string, csv: string, context: CallContext) {
  await using client = createGrpcClient(imports.ImportServiceService, { address, timeoutMs: 30_000 });
  const body = Buffer.from(csv);
  async function* parts(): AsyncGenerator<imports.StartImportRequest> {
    const file = { kind, format: imports.ImportFormat.CSV, filename: `${kind}.csv` };
    yield {
      part: {
        $case: 'start',
        value: { ...file, mapping: '', settings: {}, profile: '', idempotencyKey: '' },
      },
    };
    yield { part: { $case: 'chunk', value: body } };
    yield { part: { $case: 'finish', value: { bytes: body.length } } };
  }
  const { job } = await client.startImport(parts(), context);
  const jobId = job?.jobId ?? '';
  await expect
    .poll(async () => (await client.getImport({ jobId }, context)).job?.state, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(imports.ImportState.DONE);
  const { errors } = await client.listImportErrors(
    { jobId, pageSize: 100, pageToken: '', code: '' },
    context,
  );
  return { ...(await client.getImport({ jobId }, context)).job, errors };
}

/**
 * Catalogue and inventory over real gRPC, with parts `MANN P-1` to `P-5`, 1,000 of each and a price of 10.00, and what orders
 * are to be configured by. All of it ends with the stack.
 */
export async function startOrdering(
  dataDir: string,
  stack: AsyncDisposableStack,
  background: 'inline' | 'thread' = 'inline',
) {
  const common = { ...embeddedEngines(dataDir), peerSecurity: {}, logLevel: 'silent' as const };
  const catalog = stack.use(await startCatalog({ ...common, grpcAddress: '127.0.0.1:0', background }));
  const numbers = [1, 2, 3, 4, 5].map((n) => `P-${n}`);
  const header = 'brand,partNumber,partType,nameZh,visibility\n';
  const rows = numbers.map((number) => `MANN,${number},oil-filter,机油滤清器,public\n`).join('');
  expect(await importInto(catalog.address, 'parts', header + rows, acme)).toMatchObject({ created: 5 });
  const catalogClient = stack.use(createGrpcClient(CatalogServiceService, { address: catalog.address }));
  const references = numbers.map((partNumber) => ({ brand: 'MANN', partNumber }));
  const { resolutions } = await catalogClient.resolveParts({ references }, acme);
  const openInventory = (grpcAddress: string) =>
    startInventory({ ...common, grpcAddress, catalogAddress: catalog.address, background, holdSeconds: 900 });
  let inventory = await openInventory('127.0.0.1:0');
  stack.defer(() => inventory[Symbol.asyncDispose]());
  const { address: inventoryAddress } = inventory;
  const importFile = (kind: 'stock' | 'offers', csv: string, context = acme) =>
    importInto(inventoryAddress, kind, csv, context);
  await importFile(
    'stock',
    `brand,partNumber,warehouse,quantity\n${numbers.map((each) => `MANN,${each},north,1000\n`).join('')}`,
  );
  await importFile(
    'offers',
    `brand,partNumber,price,currency\n${numbers.map((each) => `MANN,${each},10.00,CNY\n`).join('')}`,
  );
  const stockClient = stack.use(createGrpcClient(InventoryServiceService, { address: inventoryAddress }));
  const addresses = { grpcAddress: '127.0.0.1:0', catalogAddress: catalog.address, inventoryAddress };
  const config = { ...common, ...addresses, background: 'inline' as const };
  return {
    parts: resolutions.map(({ partId }) => partId),
    config,
    stopInventory: () => inventory[Symbol.asyncDispose](),
    async restartInventory() {
      inventory = await openInventory(inventoryAddress);
    },
    importFile,
    async stock(partId: string, context = acme) {
      const { availabilities } = await stockClient.getAvailability({ partIds: [partId] }, context);
      const levels = availabilities[0]?.stock ?? [];
      return {
        onHand: levels.reduce((sum, level) => sum + level.onHand, 0),
        reserved: levels.reduce((sum, level) => sum + level.reserved, 0),
      };
    },
  };
}

/** What an order is remembered by in the log: each event once, however often it was delivered. */
export async function confirmedInLog(dataDir: string): Promise<Map<string, number>> {
  await using log = openSqliteEventLog({ file: join(dataDir, 'event-log.sqlite') });
  const ids = new Set<string>();
  const confirmed = new Map<string, number>();
  await using subscription = await log.subscribe({
    topics: [TOPICS.order],
    group: `test-${randomUUID()}`,
    handler: (records) => {
      for (const { id, type, value } of records) {
        if (ids.has(id) || type !== 'qipei.order.v1.OrderConfirmed') continue;
        ids.add(id);
        const orderId = OrderConfirmed.decode(readEnvelope(value).payload).order?.orderId ?? '';
        confirmed.set(orderId, (confirmed.get(orderId) ?? 0) + 1);
      }
    },
  });
  await subscription.caughtUp();
  return confirmed;
}
