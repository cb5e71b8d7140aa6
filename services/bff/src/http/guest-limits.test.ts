import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import {
  FindStorefrontResponse,
  StorefrontAccess,
  StorefrontServiceService,
} from '@qipei/contracts/access/v1/storefront';
import { CatalogServiceService, ReadNumbersResponse } from '@qipei/contracts/catalog/v1/catalog';
import { systemClock } from '@qipei/kernel';
import type { Request, Response } from 'express';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { BffConfig } from '../config.ts';
import { KEY, oneMethod, startBench } from '../peer-server.fixture.ts';
import { guestLimits } from './guest-limits.ts';
import { beginAsGuest } from './register-routes.ts';

function bench(perMinute: number, trustedProxies = 1) {
  let now = 1_000_000;
  const warnings: unknown[] = [];
  const limits = guestLimits({
    ...{ perMinute, trustedProxies, clock: { now: () => new Date(now) } },
    logger: { warn: (...told: unknown[]) => void warnings.push(told) },
  });
  return {
    warnings,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    /** Seconds to wait, 0 where it was let through. */
    ask: (ip: string, cost = 1, headers: Record<string, string> = {}) => {
      try {
        const begun = limits.begin({ ip, headers }, 'acme');
        begun.counts(cost);
        begun.end();
        return 0;
      } catch (error) {
        return (error as { extras: { retryAfterSeconds: number } }).extras.retryAfterSeconds;
      }
    },
    begin: (ip: string, storefront = 'acme') => limits.begin({ ip, headers: {} }, storefront),
    /** Work that lasts until it is ended; undefined where it was refused. */
    work: (ip: string, storefront = 'acme') => {
      const done = Promise.withResolvers<void>();
      let begun: ReturnType<typeof limits.begin>;
      try {
        begun = limits.begin({ ip, headers: {} }, storefront);
      } catch {
        return undefined;
      }
      let atWork = false;
      const answered = begun.answered(() => {
        atWork = true;
        return done.promise;
      });
      if (!atWork) {
        answered.catch(() => begun.end());
        return undefined;
      }
      return async () => {
        done.resolve();
        await answered;
        begun.end();
      };
    },
  };
}

describe('by where guests come from', () => {
  it('two minutes’ worth may come at once, then as many as a minute has', () => {
    const { ask, pass } = bench(60);
    for (let time = 0; time < 120; time += 1) expect(ask('203.0.113.1')).toBe(0);
    expect(ask('203.0.113.1')).toBe(1);
    expect(ask('203.0.113.2')).toBe(0);
    pass(1);
    expect(ask('203.0.113.1')).toBe(0);
    expect(ask('203.0.113.1')).toBe(1);
  });

  it('what asks for more counts for more, and pictures for little', () => {
    const { ask } = bench(60);
    expect(ask('203.0.113.1', 130)).toBe(0);
    expect(ask('203.0.113.1')).toBe(11);
    for (let time = 0; time < 1_000; time += 1) expect(ask('203.0.113.2', 0.1)).toBe(0);
  });

  it('one subscriber’s IPv6 network is one place; this machine, and 0, aren’t limited', () => {
    const { ask } = bench(1);
    const waits = (address: (at: number) => string) => [0, 1, 2, 3].map((at) => ask(address(at)));
    expect(waits((at) => `2001:db8::${at}`)).toEqual([0, 0, 60, 60]);
    expect(waits(() => '127.0.0.1')).toEqual([0, 0, 0, 0]);
    const unlimited = bench(0);
    for (let time = 0; time < 1_000; time += 1) expect(unlimited.ask('203.0.113.1')).toBe(0);
  });

  it('of one place only so many are open, and who was answered makes room', () => {
    const { begin } = bench(10_000);
    const held = Array.from({ length: 32 }, () => begin('203.0.113.1'));
    expect(() => begin('203.0.113.1')).toThrow('from there are open');
    begin('203.0.113.2').end();
    held[0]?.end();
    held[0]?.end();
    begin('203.0.113.1');
    expect(() => begin('203.0.113.1')).toThrow('from there are open');
  });

  it('of all only so many are at work: neither who waits for a body nor who doesn’t take an answer', async () => {
    const { begin } = bench(10_000);
    const waiting = Array.from({ length: 1_000 }, (_, at) => begin(`10.0.${at >> 4}.1`, `shop-${at >> 4}`));
    const done = Promise.withResolvers<string>();
    const atWork = waiting.map((each) =>
      each.answered(() => done.promise).catch(({ code }: { code: string }) => code),
    );
    await expect(begin('203.0.113.1').answered(async () => 'x')).rejects.toThrow('under way');
    done.resolve('answered');
    const ends = Map.groupBy(await Promise.all(atWork), (end) => end);
    expect([ends.get('answered')?.length, ends.get('guests-busy')?.length]).toEqual([100, 900]);
    // None of them has ended: their answers lie there.
    const failed = async () => {
      throw new Error('of the work itself');
    };
    for (let time = 0; time < 200; time += 1)
      await expect(begin(`10.1.${time}.1`).answered(failed)).rejects.toThrow('of the work itself');
    expect(await begin('203.0.113.1').answered(async () => 'x')).toBe('x');
  });

  it('whoever has slow work from a few addresses leaves room to others, with however many hosts of a network', async () => {
    const { work } = bench(10_000);
    const networks = [0, 1, 2, 3, 4].map((network) =>
      Array.from({ length: 60 }, (_, host) => work(`2001:db8:0:${network}:${host}::1`)).filter(
        (end) => end !== undefined,
      ),
    );
    expect(networks.map(({ length }) => length)).toEqual([32, 18, 9, 4, 2]);
    for (const end of networks[0] ?? []) await end();
    const newcomers = Array.from({ length: 60 }, () => work('203.0.113.1'));
    expect(newcomers.filter(Boolean)).toHaveLength(17);
  });

  it('one storefront’s guests leave room to another’s, from however many addresses they come', () => {
    const { work } = bench(10_000);
    const flood = Array.from({ length: 1_000 }, (_, at) => work(`10.${at >> 8}.${at & 255}.1`));
    expect(flood.filter(Boolean)).toHaveLength(67);
    expect(work('203.0.113.1')).toBeUndefined();
    const others = Array.from({ length: 40 }, (_, at) => work(`203.0.113.${at}`, 'bolt'));
    expect(others.filter(Boolean)).toHaveLength(22);
    expect(work('203.0.113.1', 'cog')).toBeDefined();
  });

  it('who has nothing at work yet is let in, whatever six others do at two storefronts', async () => {
    const step = fc.record({
      place: fc.nat(5),
      storefront: fc.nat(1),
      times: fc.nat(40),
      ends: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { work } = bench(1_000_000);
        const atWork: { end: () => Promise<void>; place: number; storefront: number }[] = [];
        for (const { place, storefront, times, ends } of steps)
          for (let time = 0; time < times; time += 1) {
            if (ends) await atWork.splice(place, 1)[0]?.end();
            else {
              const end = work(`10.0.0.${place}`, `shop-${storefront}`);
              if (end !== undefined) atWork.push({ end, place, storefront });
            }
          }
        const most = (by: 'place' | 'storefront') =>
          Math.max(
            0,
            ...Map.groupBy(atWork, (each) => each[by])
              .values()
              .map(({ length }) => length),
          );
        expect(most('place')).toBeLessThanOrEqual(34);
        expect(most('storefront')).toBeLessThanOrEqual(67);
        const newcomer = work('203.0.113.1', 'another');
        expect(newcomer).toBeDefined();
        await Promise.all([...atWork.map(({ end }) => end()), newcomer?.()]);
        // Nothing of them is left.
        expect(Array.from({ length: 32 }, () => work('10.0.0.0', 'shop-0'))).not.toContain(undefined);
      }),
      { numRuns: 50 },
    );
  });

  it('a proxy that nobody counted is told of once', () => {
    const { ask, warnings } = bench(60, 0);
    ask('127.0.0.1');
    expect(warnings).toEqual([]);
    for (let time = 0; time < 3; time += 1) ask('127.0.0.1', 1, { 'x-forwarded-for': '203.0.113.1' });
    expect(warnings).toHaveLength(1);
    const counted = bench(60, 1);
    counted.ask('203.0.113.1', 1, { 'x-forwarded-for': '203.0.113.1' });
    expect(counted.warnings).toEqual([]);
  });
});

it('who went while the storefront was looked up takes no room', async () => {
  const limits = guestLimits({
    ...{ perMinute: 1_000, trustedProxies: 0, clock: systemClock, logger: { warn: () => {} } },
  });
  const visit = { ip: '203.0.113.1', headers: {} } as unknown as Request;
  const begun = Promise.withResolvers<void>();
  const server = createServer((_, res) => {
    sender.destroy();
    // As anybody else is told of it who listens from the beginning.
    res.once('close', () => {
      beginAsGuest(visit, res as Response, 'acme', { guestLimits: limits });
      begun.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sender = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  sender.on('error', () => {});
  sender.end();
  await begun.promise;
  const others = Array.from({ length: 32 }, () => limits.begin(visit, 'acme'));
  expect(() => limits.begin(visit, 'acme')).toThrow('from there are open');
  for (const each of others) each.end();
  await new Promise((resolve) => server.close(resolve));
});

describe('over HTTP', () => {
  const open: AsyncDisposable[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
  });

  /** A shop whose storefront is open, and which knows no number. */
  async function shop(config: Partial<BffConfig>) {
    const findStorefront = async () =>
      FindStorefrontResponse.fromPartial({
        storefront: { tenant: 'acme', settings: { slug: 'acme', access: StorefrontAccess.OPEN } },
      });
    const tenants: string[] = [];
    const started = await startBench({
      config,
      services: [
        oneMethod(StorefrontServiceService, { findStorefront }, { tenantless: ['findStorefront'] }),
        oneMethod(CatalogServiceService, {
          readNumbers: async ({ lines }, { tenant }) => {
            tenants.push(tenant);
            return ReadNumbersResponse.fromPartial({ lines: lines.map(() => ({})) });
          },
        }),
      ],
    });
    open.push(started);
    const ask = async (count: number, headers: Record<string, string> = {}, path = '/v1/numbers/lookup') => {
      const numbers = Array.from({ length: count }, (_, at) => ({ number: `15400-${at}` }));
      const answer = await fetch(started.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-qipei-storefront': 'acme', ...headers },
        body: JSON.stringify({ numbers }),
      });
      const text = await answer.text();
      const { code } = text.startsWith('{') ? JSON.parse(text) : { code: undefined };
      return { status: answer.status, code, retryAfter: answer.headers.get('retry-after') };
    };
    /** The status of a request whose body never comes. */
    const hold = (address: string) =>
      new Promise<number>((resolve, reject) => {
        const held = request(`${started.url}/v1/numbers/lookup`, {
          method: 'POST',
          headers: {
            ...{ 'content-type': 'application/json', 'content-length': 20 },
            ...{ 'x-qipei-storefront': 'acme', 'x-forwarded-for': address },
          },
        });
        held.on('error', reject);
        held.on('response', (answer) => {
          resolve(answer.statusCode ?? 0);
          held.destroy();
        });
        held.write('{');
      });
    return { ask, tenants, hold };
  }

  it('who sends no body holds up nobody else, and is cut off', async () => {
    const { ask, hold } = await shop({ guestRequests: 10_000, trustedProxies: 1 });
    const held = [1, 2, 3, 4, 5].flatMap((at) => Array.from({ length: 30 }, () => hold(`203.0.113.${at}`)));
    let waits = true;
    const ended = Promise.all(held).finally(() => {
      waits = false;
    });
    const statuses = new Set<number>();
    while (waits) {
      statuses.add((await ask(1, { 'x-forwarded-for': '198.51.100.7' })).status);
      await setTimeout(50);
    }
    expect(statuses).toEqual(new Set([200]));
    expect(new Set(await ended)).toEqual(new Set([408]));
  });

  it('guests look numbers up as nobody’s tenant, a hundred at once, by address', async () => {
    const { ask, tenants } = await shop({ guestRequests: 1, trustedProxies: 1 });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await ask(101, from('203.0.113.9'))).toMatchObject({ status: 400, code: 'too-many-numbers' });
    expect((await ask(100, from('203.0.113.1'))).status).toBe(200);
    expect(new Set(tenants)).toEqual(new Set(['_guests']));
    const refused = await ask(1, from('203.0.113.1'));
    expect(refused).toMatchObject({ status: 429, code: 'guest-limit' });
    expect(Number(refused.retryAfter)).toBeGreaterThan(400);
    // Only what the trusted proxy itself has added counts.
    expect((await ask(1, from('198.51.100.1, 203.0.113.1'))).status).toBe(429);
    expect((await ask(1, from('203.0.113.2'))).status).toBe(200);
    expect((await ask(1, from('203.0.113.3'), '/v1/numbers/lookup/file?format=csv')).status).toBe(200);
    // Who has a key isn't one of them.
    expect((await ask(1_000, { ...from('203.0.113.1'), authorization: `Bearer ${KEY}` })).status).toBe(200);
  });

  it('what is refused for its form counts, too', async () => {
    const { ask } = await shop({ guestRequests: 1, trustedProxies: 1 });
    const headers = { 'x-forwarded-for': '203.0.113.1' };
    expect((await ask(0, headers)).status).toBe(400);
    expect((await ask(0, headers)).status).toBe(400);
    expect((await ask(0, headers)).status).toBe(429);
  });
});
