import {
  ImportServiceService as imports,
  type StartImportRequest,
  StartImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import { DomainError } from '@qipei/kernel';
import { pino } from 'pino';
import { afterEach, expect, it, vi } from 'vitest';
import { systemContext } from './call-context.ts';
import { createGrpcClient } from './grpc-client.ts';
import { grpcService, startGrpcServer } from './grpc-server.ts';
import type { GrpcHandlers } from './method-types.ts';

const definition = { startImport: imports.startImport };
type Handler = GrpcHandlers<typeof definition>['startImport'];

const context = systemContext('acme', 'test');
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function start(
  handler: Handler,
  { token, sent = token, timeoutMs = 10_000 }: { token?: string; sent?: string; timeoutMs?: number } = {},
) {
  const server = await startGrpcServer({
    address: '127.0.0.1:0',
    services: [grpcService(definition, { startImport: handler })],
    logger: pino({ level: 'silent' }),
    peerSecurity: { token },
  });
  const client = createGrpcClient(definition, {
    ...{ address: server.address, peerSecurity: { token: sent }, timeoutMs, local: true },
  });
  open.push(server, client);
  return { server, client };
}

const chunk = (value: Buffer): StartImportRequest => ({ part: { $case: 'chunk', value } });
const never = new Promise<never>(() => {});

async function* bytes(...values: Buffer[]): AsyncGenerator<StartImportRequest> {
  for (const value of values) yield chunk(value);
}

const nothing: Handler = async (requests) => {
  for await (const _ of requests);
  return StartImportResponse.fromPartial({});
};

it('hands on what it is given, and answers with what the contract carries', async () => {
  const sent = [Buffer.from('one'), Buffer.from('two')];
  const seen: unknown[] = [];
  const { client } = await start(async (requests, { tenant, actor, traceparent }) => {
    for await (const { part } of requests) seen.push(part?.value);
    const filename = `${tenant}/${actor}/${traceparent.slice(3, 35)}`;
    return { ...StartImportResponse.fromPartial({ job: { filename } }), no: 'such field' };
  });
  const answer = await client.startImport(bytes(...sent), context);
  expect(seen).toHaveLength(2);
  for (const [at, value] of sent.entries()) expect(seen[at]).toBe(value);
  const filename = `acme/test/${context.traceparent.slice(3, 35)}`;
  expect(answer).toEqual(StartImportResponse.fromPartial({ job: { filename } }));
});

it('reads requests only as fast as they are taken', async () => {
  let [given, taken] = [0, 0];
  const ahead: number[] = [];
  const { client } = await start(async (requests) => {
    for await (const _ of requests) {
      taken += 1;
      await new Promise((resolve) => setImmediate(resolve));
      ahead.push(given - taken);
    }
    return StartImportResponse.fromPartial({});
  });
  async function* source() {
    for (; given < 100; ) {
      given += 1;
      yield chunk(Buffer.alloc(1));
    }
  }
  await client.startImport(source(), context);
  expect(taken).toBe(100);
  expect(Math.max(...ahead)).toBe(0);
});

it('leaves others of the thread their turn between two requests, also where all are there at once', async () => {
  let turns = 0;
  let over = false;
  const turn = () => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  const { client } = await start(nothing);
  turns = 0;
  await client.startImport(bytes(...Array.from({ length: 500 }, () => Buffer.alloc(1))), context);
  over = true;
  expect(turns).toBeGreaterThanOrEqual(500);
});

it('is refused without a tenant or without the token of the peers, before anything is asked of its source', async () => {
  const { client } = await start(nothing, { token: 'secret' });
  const { client: stranger } = await start(nothing, { token: 'secret', sent: 'guessed' });
  let asked = 0;
  async function* source() {
    asked += 1;
    yield chunk(Buffer.alloc(1));
  }
  await expect(client.startImport(source(), { ...context, tenant: '' })).rejects.toMatchObject({
    code: 'tenant-missing',
  });
  await expect(stranger.startImport(source(), context)).rejects.toMatchObject({ code: 'peer-unknown' });
  expect(asked).toBe(0);
  await client.startImport(source(), context);
  expect(asked).toBe(1);
});

it('brings a domain error whole, hides any other, and lets go of its source', async () => {
  const errors = [
    new DomainError({ kind: 'conflict', code: 'elsewhere', message: '别处', details: { offset: 5 } }),
    new Error('password=hunter2'),
  ];
  const { client } = await start(async (requests) => {
    for await (const _ of requests) throw errors.shift();
    return StartImportResponse.fromPartial({});
  });
  let left = 0;
  async function* source() {
    try {
      for (;;) yield chunk(Buffer.alloc(1));
    } finally {
      left += 1;
    }
  }
  await expect(client.startImport(source(), context)).rejects.toMatchObject({
    ...{ name: 'DomainError', kind: 'conflict', code: 'elsewhere', message: '别处', details: { offset: 5 } },
  });
  const hidden = await client.startImport(source(), context).catch((error: unknown) => error);
  expect(hidden).toBeInstanceOf(Error);
  expect(hidden).not.toBeInstanceOf(DomainError);
  expect(String(hidden)).not.toContain('hunter2');
  await vi.waitFor(() => expect(left).toBe(2), 30_000);
});

it('ends for both at its deadline, when its caller leaves, and when its source fails', async () => {
  const ends: unknown[] = [];
  const handler: Handler = async (requests, { signal }) => {
    try {
      for await (const _ of requests);
      ends.push('whole');
    } catch (error) {
      ends.push((error as DomainError).code, signal?.aborted);
    }
    return StartImportResponse.fromPartial({});
  };
  async function* source(end: () => Promise<never>) {
    yield chunk(Buffer.alloc(1));
    await end();
  }
  const { client: late } = await start(handler, { timeoutMs: 100 });
  await expect(
    late.startImport(
      source(() => never),
      context,
    ),
  ).rejects.toMatchObject({ kind: 'deadline' });
  const { client } = await start(handler);
  const leaving = new AbortController();
  const left = client.startImport(
    source(async () => {
      leaving.abort();
      return await never;
    }),
    { ...context, signal: leaving.signal },
  );
  await expect(left).rejects.toMatchObject({ kind: 'deadline' });
  const broken = client.startImport(
    source(async () => {
      throw new Error('the body broke');
    }),
    context,
  );
  await expect(broken).rejects.toThrow('the body broke');
  const gone = client.startImport(
    source(() => never),
    { ...context, signal: AbortSignal.abort() },
  );
  await expect(gone).rejects.toMatchObject({ kind: 'deadline' });
  await vi.waitFor(() => expect(ends).toEqual(Array(4).fill(['caller-gone', true]).flat()), 30_000);
});

it('ends before its server is closed, and is not there behind it', async () => {
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const { server, client } = await start(async (requests) => {
    for await (const _ of requests) begun.resolve();
    return StartImportResponse.fromPartial({});
  });
  async function* source() {
    yield chunk(Buffer.alloc(1));
    await go.promise;
  }
  const under = client.startImport(source(), context);
  await begun.promise;
  const closed = server[Symbol.asyncDispose]();
  go.resolve();
  await expect(under).resolves.toBeDefined();
  await closed;
  await expect(client.startImport(bytes(), context)).rejects.toMatchObject({
    kind: expect.stringMatching(/unavailable|deadline/),
  });
});

it('that does not end is cut off when its server is closed', async () => {
  const { server, client } = await start(nothing);
  async function* source() {
    yield chunk(Buffer.alloc(1));
    await never;
  }
  const cutOff = expect(client.startImport(source(), context)).rejects.toMatchObject({ kind: 'unavailable' });
  await server[Symbol.asyncDispose]();
  await cutOff;
});
