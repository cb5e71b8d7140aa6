import { once } from 'node:events';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import {
  CatalogServiceService as catalog,
  GetPartRequest,
  GetPartResponse,
} from '@qipei/contracts/catalog/v1/catalog';
import { DomainError } from '@qipei/kernel';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { systemContext } from './call-context.ts';
import { createGrpcClient } from './grpc-client.ts';
import { grpcService, startGrpcServer } from './grpc-server.ts';
import type { GrpcHandlers } from './method-types.ts';

type Catalog = typeof catalog;
const logger = pino({ level: 'silent' });
const context = systemContext('acme', 'test');
const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function serve(getPart: GrpcHandlers<Pick<Catalog, 'getPart'>>['getPart'], token?: string) {
  const server = await startGrpcServer({
    address: '127.0.0.1:0',
    services: [grpcService({ getPart: catalog.getPart }, { getPart })],
    logger,
    peerSecurity: { token },
  });
  open.push(server);
  return server;
}

function connect(address: string, token?: string, timeoutMs = 3_000) {
  const client = createGrpcClient(
    { getPart: catalog.getPart },
    { address, peerSecurity: { token }, timeoutMs },
  );
  open.push(client);
  return client;
}

const request = GetPartRequest.fromPartial({ partId: 'part_1' });

describe('a gRPC call', () => {
  it('carries tenant, actor, customer and trace to the handler', async () => {
    const server = await serve(async (_request, seen) =>
      GetPartResponse.fromPartial({
        part: { partId: `${seen.tenant}/${seen.actor}/${seen.customerId}/${seen.traceparent}` },
      }),
    );
    const response = await connect(server.address).getPart(request, { ...context, customerId: 'garage-7' });
    expect(response.part?.partId).toBe(`acme/test/garage-7/${context.traceparent}`);
  });

  it('brings a domain error back whole', async () => {
    const server = await serve(async () => {
      throw new DomainError({
        kind: 'conflict',
        code: 'out-of-stock',
        message: '缺货',
        details: { lines: [3] },
        fields: [{ field: 'lines[3]', code: 'short', message: 'x' }],
      });
    });
    await expect(connect(server.address).getPart(request, context)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'out-of-stock',
      message: '缺货',
      details: { lines: [3] },
      fields: [{ field: 'lines[3]', code: 'short', message: 'x' }],
    });
  });

  it('hides what an unexpected error says', async () => {
    const server = await serve(async () => {
      throw new Error('password=hunter2');
    });
    const failure = await connect(server.address)
      .getPart(request, context)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DomainError);
    expect(String(failure)).not.toContain('hunter2');
  });

  it('is refused without a tenant', async () => {
    const server = await serve(async () => GetPartResponse.fromPartial({}));
    await expect(connect(server.address).getPart(request, { ...context, tenant: '' })).rejects.toMatchObject({
      code: 'tenant-missing',
    });
  });

  it('is refused without the peer token where one is set', async () => {
    const server = await serve(async () => GetPartResponse.fromPartial({}), 'secret');
    await expect(connect(server.address).getPart(request, context)).rejects.toMatchObject({
      code: 'peer-unknown',
    });
    await expect(connect(server.address, 'secret').getPart(request, context)).resolves.toBeDefined();
  });

  it('ends at its deadline when the handler never answers, and the handler is told', async () => {
    const aborted = Promise.withResolvers<void>();
    const server = await serve((_request, seen) => {
      seen.signal?.addEventListener('abort', () => aborted.resolve());
      return new Promise(() => {});
    });
    await expect(connect(server.address, undefined, 200).getPart(request, context)).rejects.toMatchObject({
      kind: 'deadline',
    });
    await aborted.promise;
  });

  it('is refused by a client that has been closed, and leaves no timer', async () => {
    const server = await serve(async () => GetPartResponse.fromPartial({}));
    const clients = [
      createGrpcClient({ getPart: catalog.getPart }, { address: server.address }),
      createGrpcClient({ getPart: catalog.getPart }, { address: server.address }),
    ] as const;
    await clients[0].getPart(request, context);
    for (const client of clients) await client[Symbol.asyncDispose]();
    const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    const before = timers();
    for (const client of clients) {
      await expect(client.getPart(request, context)).rejects.toMatchObject({
        name: 'DomainError',
        kind: 'unavailable',
        code: 'client-closed',
      });
    }
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('fails in bounded time where nobody listens, and works again when the server is back', async () => {
    const first = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [
        grpcService({ getPart: catalog.getPart }, { getPart: async () => GetPartResponse.fromPartial({}) }),
      ],
      logger,
    });
    const client = connect(first.address, undefined, 1_000);
    await client.getPart(request, context);
    await first[Symbol.asyncDispose]();
    await expect(client.getPart(request, context)).rejects.toMatchObject({
      kind: expect.stringMatching(/unavailable|deadline/),
    });
    const second = await startGrpcServer({
      address: first.address,
      services: [
        grpcService({ getPart: catalog.getPart }, { getPart: async () => GetPartResponse.fromPartial({}) }),
      ],
      logger,
    });
    open.push(second);
    await expect
      .poll(() =>
        client.getPart(request, context).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });
});

describe('a service of several replicas', () => {
  it('has its calls spread over all addresses of its name, and goes on with those that are left', async () => {
    const calls = [0, 0];
    const replicas = await Promise.all(
      calls.map((_, at) =>
        serve(async () => {
          calls[at] = (calls[at] ?? 0) + 1;
          return GetPartResponse.fromPartial({});
        }),
      ),
    );
    // As a name does that resolves to both.
    const client = connect(`ipv4:${replicas.map(({ address }) => address).join()}`);
    await expect
      .poll(async () => {
        await client.getPart(request, context);
        return Math.min(...calls);
      })
      .toBeGreaterThan(3);
    await replicas[0]?.[Symbol.asyncDispose]();
    const before = calls[1] ?? 0;
    for (let at = 0; at < 10; at += 1) await client.getPart(request, context).catch(() => undefined);
    expect(calls[1]).toBeGreaterThanOrEqual(before + 9);
  });
});

describe('a gRPC server', () => {
  it('answers health checks', async () => {
    const server = await serve(async () => GetPartResponse.fromPartial({}));
    server.setServing(true);
    const { loadSync } = await import('@grpc/proto-loader');
    const { createRequire } = await import('node:module');
    const require = createRequire(import.meta.url);
    const healthProto = require
      .resolve('grpc-health-check')
      .replace(/build.*$/, 'proto/health/v1/health.proto');
    // biome-ignore lint/suspicious/noExplicitAny: a definition that is loaded at run time has no types
    const health = loadPackageDefinition(loadSync(healthProto)) as any;
    const client = new health.grpc.health.v1.Health(server.address, credentials.createInsecure());
    const status = await new Promise((resolve, reject) =>
      client.check(
        { service: 'qipei.catalog.v1.CatalogService' },
        (error: unknown, answer: { status: unknown }) => (error ? reject(error) : resolve(answer.status)),
      ),
    );
    expect(status).toBe(1);
    client.close();
  });

  it('lists its services and describes them by reflection', async () => {
    const server = await serve(async () => GetPartResponse.fromPartial({}), 'a token that callers need');
    const { loadSync } = await import('@grpc/proto-loader');
    const { createRequire } = await import('node:module');
    const entry = createRequire(import.meta.url).resolve('@grpc/reflection');
    for (const version of ['v1', 'v1alpha']) {
      const proto = entry.replace(/build.*$/, `build/proto/grpc/reflection/${version}/reflection.proto`);
      // biome-ignore lint/suspicious/noExplicitAny: a definition that is loaded at run time has no types
      const loaded = loadPackageDefinition(loadSync(proto, { keepCase: true })) as any;
      const client = new loaded.grpc.reflection[version].ServerReflection(
        server.address,
        credentials.createInsecure(),
      );
      const call = client.ServerReflectionInfo();
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const ask = async (request: object): Promise<any> => {
        call.write(request);
        return (await once(call, 'data'))[0];
      };
      const listed = await ask({ list_services: '*' });
      const names = listed.list_services_response.service.map(({ name }: { name: string }) => name);
      expect(names).toContain('qipei.catalog.v1.CatalogService');
      const described = await ask({ file_containing_symbol: 'qipei.catalog.v1.CatalogService' });
      const files = described.file_descriptor_response.file_descriptor_proto as Buffer[];
      expect(files.some((file) => file.includes('GetPartRequest'))).toBe(true);
      const unknown = await ask({ file_containing_symbol: 'qipei.catalog.v1.NoSuchService' });
      expect(unknown.error_response.error_code).toBe(5);
      call.end();
      client.close();
    }
  });
});
