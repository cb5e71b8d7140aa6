import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createKey, openAccess, readAccessConfig, startAccess } from '@qipei/access';
import { readBffConfig, startBff } from '@qipei/bff';
import { readCatalogConfig, startCatalog } from '@qipei/catalog';
import { readExchangeConfig, startExchange } from '@qipei/exchange';
import { readFitmentConfig, startFitment } from '@qipei/fitment';
import { readInventoryConfig, startInventory } from '@qipei/inventory';
import { systemClock } from '@qipei/kernel';
import { readOrderConfig, startOrder } from '@qipei/order';
import { readSearchConfig, startSearch } from '@qipei/search';
import { copyDemo, type DemoCopy } from '@qipei/testing/platform';
import { expect, inject } from 'vitest';

export const MAX_UPLOAD_BYTES = 2_000_000;

/** The platform over the demo's data, with REST that fails a request whose answer isn't what its document says. */
export interface RestPlatform extends AsyncDisposable {
  url: string;
  keys: DemoCopy['keys'];
  distributor: JsonCaller;
  shop: JsonCaller;
  /** Who has a new key with these scopes, of the demo's company. */
  callerWith(scopes: string[]): Promise<JsonCaller>;
  /** Of an invitation, as its mail would have it. */
  invitationToken(): Promise<string>;
  stopInventory(): Promise<void>;
}

export async function startRestPlatform(): Promise<RestPlatform> {
  await using opened = new AsyncDisposableStack();
  const copy = opened.use(await copyDemo(inject('demo')));
  const env: Record<string, string> = {
    ...copy.env,
    LOG_LEVEL: 'error',
    WEB_DIST: 'off',
    PORT: '0',
    MAX_UPLOAD_BYTES: String(MAX_UPLOAD_BYTES),
  };
  for (const name of ['ACCESS', 'CATALOG', 'FITMENT', 'INVENTORY', 'ORDER', 'SEARCH', 'EXCHANGE'])
    env[`${name}_GRPC_ADDRESS`] = '127.0.0.1:0';
  const keep = <S extends AsyncDisposable & { address: string }>(name: string, service: S): S => {
    env[`${name}_GRPC_ADDRESS`] = service.address;
    return opened.use(service);
  };
  // Every service binds its own address and reads those of the ones before it.
  const own = (name: string) => ({ ...env, [`${name}_GRPC_ADDRESS`]: '127.0.0.1:0' });
  keep('ACCESS', await startAccess(readAccessConfig(own('ACCESS'))));
  keep('CATALOG', await startCatalog(readCatalogConfig(own('CATALOG'))));
  keep('FITMENT', await startFitment(readFitmentConfig(own('FITMENT'))));
  const inventory = await startInventory(readInventoryConfig(own('INVENTORY')));
  env.INVENTORY_GRPC_ADDRESS = inventory.address;
  let stopped: Promise<void> | undefined;
  const stopInventory = async () => {
    stopped ??= Promise.resolve(inventory[Symbol.asyncDispose]());
    await stopped;
  };
  opened.defer(stopInventory);
  keep('ORDER', await startOrder(readOrderConfig(own('ORDER'))));
  keep('SEARCH', await startSearch(readSearchConfig(own('SEARCH'))));
  keep('EXCHANGE', await startExchange(readExchangeConfig(own('EXCHANGE'))));
  const { url } = opened.use(await startBff(readBffConfig(env), { validateResponses: true }));
  const resources = opened.move();
  return {
    ...{ url, keys: copy.keys, stopInventory },
    distributor: jsonCaller(url, copy.keys.distributor),
    shop: jsonCaller(url, copy.keys.shop),
    async callerWith(scopes) {
      await using access = await openAccess(readAccessConfig(copy.env));
      const { keys } = access;
      const made = await createKey({ tenant: 'demo', name: 'test', scopes }, { keys, clock: systemClock });
      return jsonCaller(url, made.secret);
    },
    async invitationToken() {
      await using access = await openAccess(readAccessConfig(copy.env));
      const token = 'T'.repeat(43);
      const tokenHash = createHash('sha256').update(token).digest('hex');
      await access.invitations.put({
        ...{ invitationId: 'invitation_walk', tenant: 'demo', email: 'walk@demo.example', role: 'seller' },
        ...{ customerId: '', invitedBy: 'operator', tokenHash },
        ...{ createdAt: new Date(), expiresAt: new Date(Date.now() + 600_000) },
      });
      return token;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

type JsonCaller = ReturnType<typeof jsonCaller>;

function jsonCaller(base: string, key: string) {
  async function call(path: string, init: RequestInit = {}) {
    const response = await fetch(base + path, {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...init.headers },
    });
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
    const body: any = /[/+]json/.test(response.headers.get('content-type') ?? '')
      ? await response.json()
      : await response.text();
    return { status: response.status, headers: response.headers, body };
  }
  const json = (body: unknown, headers: Record<string, string>) =>
    body === undefined
      ? { headers }
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
  const api = {
    get: (path: string) => call(path),
    put: (path: string, body: unknown) => call(path, { method: 'PUT', ...json(body, {}) }),
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(path, { method: 'POST', ...json(body, headers) }),
    startImport: (kind: string, format: 'csv' | 'ndjson', body: string) =>
      call(`/v1/imports?kind=${kind}`, {
        method: 'POST',
        body,
        headers: { 'content-type': format === 'csv' ? 'text/csv' : 'application/x-ndjson' },
      }),
    async importFile(kind: string, format: 'csv' | 'ndjson', content: string) {
      const { status, body } = await api.startImport(kind, format, content);
      expect([status, body.detail]).toEqual([202, undefined]);
      return api.importEnded(body.job.jobId);
    },
    async importEnded(jobId: string) {
      for (;;) {
        const { job } = (await api.get(`/v1/imports/${jobId}`)).body;
        if (job.state !== 'queued' && job.state !== 'running') return job;
        await pause(20);
      }
    },
  };
  return api;
}
