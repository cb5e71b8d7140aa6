import { FitmentServiceService as fitment } from '@qipei/contracts/fitment/v1/fitment';
import { DecodeVinsRequest, DecodeVinsResponse } from '@qipei/contracts/fitment/v1/vin';
import {
  ImportServiceService as imports,
  StartImportRequest,
  StartImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import { InvalidInput } from '@qipei/kernel';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemContext } from './call-context.ts';
import { createGrpcClient } from './grpc-client.ts';
import { grpcService, startGrpcServer } from './grpc-server.ts';
import type { GrpcHandlers } from './method-types.ts';

const logger = pino({ level: 'silent' });
const context = systemContext('acme', 'test');
const open: AsyncDisposable[] = [];

afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

describe.each([
  ['over the network', false],
  ['within a thread', true],
])('a client stream %s', (_way, local) => {
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
    const client = createGrpcClient(definition, { address: server.address, timeoutMs: 10_000, local });
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
    }, 30_000);
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
    await vi.waitFor(() => expect(ends).toContain(true), 30_000);
    ends.length = 0;
    const stopping = new AbortController();
    const stopped = client
      .decodeVins(source(never), { ...context, signal: stopping.signal })
      [Symbol.asyncIterator]();
    await stopped.next();
    stopping.abort();
    await expect(stopped.next()).rejects.toMatchObject({ kind: 'deadline' });
    await vi.waitFor(() => expect(ends).toContain(true), 30_000);
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
