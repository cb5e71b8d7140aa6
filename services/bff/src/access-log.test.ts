import { createLogger } from '@qipei/service-kit';
import { expect, it } from 'vitest';
import { startBench } from './peer-server.fixture.ts';

const VIN = 'WVWZZZ1KZAW000001';

it('logs and measures a request by its pattern, never by what was asked', async () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'bff',
    level: 'info',
    destination: { write: (line) => void lines.push(line) },
  });
  await using bench = await startBench({ overrides: { logger } });
  await bench.get(`/v1/vins/${VIN}`);
  await bench.get(`/v1/search?q=secretword&vin=${VIN}`);
  await bench.get(`/nowhere/${VIN}`);
  await bench.get('/v1/imports?kind=nothing');
  const requests = () =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request');
  await expect.poll(() => requests().length).toBe(4);
  expect(requests()).toMatchObject([
    { method: 'GET', route: '/v1/vins/{vin}', status: 503, tenant: 'acme', keyId: 'key_all' },
    { method: 'GET', route: '/v1/search', status: 503, tenant: 'acme' },
    { method: 'GET', route: 'unmatched', status: 404 },
    { method: 'GET', route: '/v1/imports', status: 400 },
  ]);
  const metrics = await (await bench.get('/metrics')).text();
  expect(metrics).toMatch(/http_server_request_duration_count\{[^}]*route="\/v1\/vins\/\{vin\}"/);
  for (const text of [lines.join(''), metrics]) {
    expect(text).not.toContain(VIN);
    expect(text).not.toContain('secretword');
    expect(text).not.toContain('qpk_');
  }
});
