import { once } from 'node:events';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import {
  CatalogServiceService as catalog,
  GetPartRequest,
  GetPartResponse,
} from '@qipei/contracts/catalog/v1/catalog';
import { FitmentServiceService as fitment } from '@qipei/contracts/fitment/v1/fitment';
import { DecodeVinsRequest, DecodeVinsResponse } from '@qipei/contracts/fitment/v1/vin';
import {
  ImportServiceService as imports,
  StartImportRequest,
  StartImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import { DomainError, InvalidInput } from '@qipei/kernel';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
    expect(timers()).toBe(before);
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
      .poll(
        () =>
          client.getPart(request, context).then(
            () => true,
            () => false,
          ),
        { timeout: 8_000 },
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

describe('a client stream', () => {
  const definition = { startImport: imports.startImport };

  async function* chunks(count: number, size: number, after?: () => Promise<never>) {
    yield StartImportRequest.fromPartial({ part: { $case: 'start', value: { kind: 'parts' } } });
    for (let i = 0; i < count; i += 1)
      yield StartImportRequest.fromPartial({ part: { $case: 'chunk', value: Buffer.alloc(size, i) } });
    if (after !== undefined) await after();
  }

  async function start(handler: GrpcHandlers<typeof definition>['startImport']) {
    const server = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [grpcService(definition, { startImport: handler })],
      logger,
    });
    const client = createGrpcClient(definition, { address: server.address, timeoutMs: 10_000 });
    open.push(server, client);
    return client;
  }

  it('delivers every byte in order to a slow reader', async () => {
    const client = await start(async (requests) => {
      let bytes = 0;
      for await (const { part } of requests) {
        if (part?.$case === 'chunk') {
          bytes += part.value.length;
          if (bytes % (64 * 65_536) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      return StartImportResponse.fromPartial({ job: { bytesTotal: bytes } });
    });
    const response = await client.startImport(chunks(512, 65_536), context);
    expect(response.job?.bytesTotal).toBe(512 * 65_536);
  });

  it('ends for both when the server refuses in the middle', async () => {
    const client = await start(async (requests) => {
      for await (const { part } of requests)
        if (part?.$case === 'chunk') throw new InvalidInput('', 'no-more', 'no more');
      return StartImportResponse.fromPartial({});
    });
    await expect(client.startImport(chunks(2_000, 65_536), context)).rejects.toMatchObject({
      code: 'no-more',
    });
  });

  it('fails at the server when the source fails', async () => {
    const begun = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<unknown>();
    const client = await start(async (requests) => {
      try {
        for await (const _ of requests) begun.resolve();
        seen.resolve('ended');
      } catch (error) {
        seen.resolve(error);
      }
      return StartImportResponse.fromPartial({});
    });
    const source = chunks(3, 10, async () => {
      await begun.promise;
      throw new Error('upload broke');
    });
    await expect(client.startImport(source, context)).rejects.toThrow('upload broke');
    expect(await seen.promise).toBeInstanceOf(Error);
  });
});

describe('a stream both ways', () => {
  const definition = { decodeVins: fitment.decodeVins };
  type Handler = GrpcHandlers<typeof definition>['decodeVins'];

  async function start(handler: Handler, timeoutMs = 10_000) {
    const server = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [grpcService(definition, { decodeVins: handler })],
      logger,
    });
    const client = createGrpcClient(definition, { address: server.address, timeoutMs });
    open.push(server, client);
    return client;
  }

  const message = (text: string) => DecodeVinsRequest.create({ chunk: Buffer.from(text) });
  const answer = (text: string) => DecodeVinsResponse.create({ chunk: Buffer.from(text) });

  it('is answered while it comes', async () => {
    const client = await start(async function* (requests) {
      for await (const { chunk } of requests) yield answer(`got ${chunk}`);
    });
    const sent: PromiseWithResolvers<string>[] = [Promise.withResolvers(), Promise.withResolvers()];
    async function* source() {
      for (const each of sent) yield message(await each.promise);
    }
    const answers = client.decodeVins(source(), context)[Symbol.asyncIterator]();
    for (const [at, each] of sent.entries()) {
      each.resolve(String(at));
      expect((await answers.next()).value?.chunk.toString()).toBe(`got ${at}`);
    }
    expect((await answers.next()).done).toBe(true);
  });

  it('is written no faster than it is read', async () => {
    let written = 0;
    const client = await start(async function* (requests) {
      for await (const _ of requests) break;
      for (; written < 800; written += 1) yield answer('x'.repeat(65_536));
    }, 60_000);
    async function* source() {
      yield message('go');
    }
    const answers = client.decodeVins(source(), context)[Symbol.asyncIterator]();
    await answers.next();
    await vi.waitFor(async () => {
      const before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(written).toBe(before);
    });
    expect(written).toBeLessThan(400);
    let bytes = 65_536;
    for (let next = await answers.next(); next.done !== true; next = await answers.next())
      bytes += next.value.chunk.length;
    expect(bytes).toBe(800 * 65_536);
  });

  it('brings an error after answers as the error that it was', async () => {
    const client = await start(async function* () {
      yield answer('one');
      throw new InvalidInput('line', 'line-bad', 'no');
    });
    async function* source() {
      yield message('go');
    }
    const answers = client.decodeVins(source(), context)[Symbol.asyncIterator]();
    expect((await answers.next()).value?.chunk.toString()).toBe('one');
    await expect(answers.next()).rejects.toMatchObject({ code: 'line-bad', kind: 'invalid' });
  });

  it('ends for both when the caller leaves, is told to stop, or fails itself', async () => {
    const ends: unknown[] = [];
    const client = await start(async function* (requests, { signal }) {
      try {
        for await (const { chunk } of requests) yield answer(String(chunk));
        ends.push('whole');
      } catch (error) {
        ends.push(error);
      } finally {
        ends.push(signal?.aborted);
      }
    });
    const never = new Promise<never>(() => {});
    async function* source(end: Promise<never>) {
      yield message('1');
      await end;
    }
    for await (const _ of client.decodeVins(source(never), context)) break;
    await vi.waitFor(() => expect(ends).toContain(true));
    ends.length = 0;
    const stopping = new AbortController();
    const stopped = client
      .decodeVins(source(never), { ...context, signal: stopping.signal })
      [Symbol.asyncIterator]();
    await stopped.next();
    stopping.abort();
    await expect(stopped.next()).rejects.toMatchObject({ kind: 'deadline' });
    await vi.waitFor(() => expect(ends).toContain(true));
    const broken = client
      .decodeVins(source(Promise.reject(new Error('the body broke'))), context)
      [Symbol.asyncIterator]();
    await expect(broken.next().then(() => broken.next())).rejects.toThrow('the body broke');
  });

  it('ends at its deadline, and is refused without a tenant', async () => {
    const client = await start(async function* (requests) {
      for await (const _ of requests) yield answer('');
      await new Promise(() => {});
    }, 300);
    async function* source() {
      yield message('1');
    }
    const late = client.decodeVins(source(), context)[Symbol.asyncIterator]();
    await late.next();
    await expect(late.next()).rejects.toMatchObject({ kind: 'deadline' });
    const nobody = client.decodeVins(source(), { ...context, tenant: '' })[Symbol.asyncIterator]();
    await expect(nobody.next()).rejects.toMatchObject({ code: 'tenant-missing' });
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
