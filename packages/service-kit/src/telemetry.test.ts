import { afterEach, expect, test, vi } from 'vitest';
import { observeOutbox, startTelemetry, type Telemetry } from './telemetry.ts';

let telemetry: Telemetry | undefined;
afterEach(() => telemetry?.[Symbol.asyncDispose]());

test('reads the outboxes of services that came before it and after it, each until it is disposed of', async () => {
  const [catalog, order] = [vi.fn(() => 3), vi.fn(() => 4)];
  const before = observeOutbox('catalog', catalog);
  telemetry = await startTelemetry({ service: 'test' });
  const after = observeOutbox('order', order);
  const text = await telemetry.metricsText();
  expect(text).toMatch(/^# HELP qipei_outbox_length Events saved and not yet in the event log$/m);
  expect(text).toMatch(/^qipei_outbox_length\{service="catalog".*\} 3$/m);
  expect(text).toMatch(/^qipei_outbox_length\{service="order".*\} 4$/m);
  before[Symbol.dispose]();
  await telemetry.metricsText();
  after[Symbol.dispose]();
  await telemetry.metricsText();
  expect([catalog.mock.calls.length, order.mock.calls.length]).toEqual([1, 2]);
});
