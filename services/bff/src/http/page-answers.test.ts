import { createLogger } from '@qipei/service-kit';
import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Caller } from './authenticate.ts';
import type { FirstQuestion } from './first-question.ts';
import { GUEST } from './guest.ts';
import { createPageAnswers } from './page-answers.ts';
import type { Member } from './page-visitor.ts';
import type { RegisterOptions } from './register-routes.ts';
import { defineRoute, type Route } from './route.ts';

const question = (route: string, params: Record<string, string> = {}): FirstQuestion => ({
  ...{ address: route.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''), route, params },
  query: {},
});

function memberWith(...scopes: string[]): Member {
  const caller = { keyId: '', userId: 'u1', tenant: 'acme', customerId: 'c1', scopes: new Set(scopes) };
  return { caller, session: {} as Member['session'] };
}

/** Routes that say who asked, and what was counted of guests. */
function open() {
  const counted: number[] = [];
  const told: Caller[] = [];
  const route = (path: string, more: Partial<Route>): Route => ({
    ...defineRoute({
      ...{ method: 'get', path, operationId: path, summary: '', tag: '', scope: 'catalog:read' },
      ...{ params: z.object({ id: z.string().max(3) }).partial(), responses: {} },
      async handle(_, { caller, call }) {
        told.push(caller);
        return { status: 200, body: { tenant: call.tenant, customer: call.customerId } };
      },
    }),
    ...more,
  });
  const routes = [
    route('/v1/open/{id}', { guests: true, guestCost: () => 3 }),
    route('/v1/prices', { scope: 'inventory:read' }),
    route('/v1/stock', { scope: 'inventory:write' }),
    route('/v1/slow', { handle: () => new Promise(() => {}) }),
    route('/v1/gone', { handle: async () => ({ status: 404, body: {} }) }),
    route('/v1/long', { handle: async () => ({ status: 200, body: ['长'.repeat(200_000)] }) }),
    route('/v1/broken', { handle: () => Promise.reject(new Error('broken')) }),
    route('/v1/search', {
      guests: true,
      handle: async () => ({ status: 200, body: { intent: { vin: 'VIN1' } } }),
    }),
    route('/v1/vins/{vin}', { guests: true, params: z.object({ vin: z.string() }) }),
  ];
  const options = {
    logger: createLogger({ service: 'test', level: 'silent' }),
    validateResponses: false,
    guestLimits: {
      begin: () => ({
        counts: (cost: number) => void counted.push(cost),
        answered: (work: () => Promise<unknown>) => work(),
        end: () => {},
      }),
    },
  } as unknown as RegisterOptions;
  const answers = createPageAnswers(routes, options);
  const res = { locals: { exchange: { traceparent: '' } }, once: () => {}, closed: false };
  const to = (questions: FirstQuestion[], member: Member | undefined, late = AbortSignal.timeout(60_000)) =>
    answers.to(questions, {
      ...{ req: { ip: '' } as Request, res: res as unknown as Response, storefront: 'acme', member, late },
    });
  return { answers, to, counted, told };
}

const OPEN = question('/v1/open/{id}', { id: 'a' });
const PRICES = question('/v1/prices');

it('a guest is answered what guests are, and within their limits', async () => {
  const { to, counted, told, answers } = open();
  expect(await to([OPEN, PRICES], undefined)).toEqual([
    { address: '/v1/open/a', body: { tenant: GUEST.tenant, customer: '' } },
  ]);
  expect([counted, told]).toEqual([[3], [GUEST]]);
  expect(answers.open([OPEN, PRICES], undefined)).toEqual([OPEN]);
});

it('who is signed in is answered as themselves, what their role allows', async () => {
  const { to, counted, told, answers } = open();
  const member = memberWith('catalog:read', 'inventory:read', 'inventory:write');
  const body = { tenant: 'acme', customer: 'c1' };
  expect(await to([OPEN, PRICES], member)).toEqual([
    { address: '/v1/open/a', body },
    { address: '/v1/prices', body },
  ]);
  expect([counted, told]).toEqual([[], [member.caller, member.caller]]);
  const reader = memberWith('catalog:read');
  expect(answers.open([OPEN, PRICES], reader)).toEqual([OPEN]);
  expect(await to([PRICES], reader)).toEqual([]);
  // What stands beside it is of no use without what the view shows.
  expect(answers.open([PRICES, OPEN], reader)).toEqual([]);
  expect(answers.open([], reader)).toEqual([]);
  // For the tenant itself, whatever the scopes of one of its customers.
  expect(await to([question('/v1/stock')], member)).toEqual([]);
});

it('what isn’t plainly there at once is left for the page to ask, and holds nothing else up', async () => {
  const { to } = open();
  const asked = ['/v1/slow', '/v1/gone', '/v1/broken'].map((path) => question(path));
  const long = question('/v1/open/{id}', { id: 'too long' });
  const told = await to([...asked, long, OPEN], memberWith('catalog:read'), AbortSignal.timeout(20));
  expect(told.map(({ address }) => address)).toEqual(['/v1/open/a']);
  expect(await to([OPEN], memberWith('catalog:read'), AbortSignal.abort())).toEqual([]);
});

it('a long answer is left for the page to ask, and what stands beside it comes', async () => {
  const { to } = open();
  const told = await to([question('/v1/long'), OPEN], memberWith('catalog:read'));
  expect(told.map(({ address }) => address)).toEqual(['/v1/open/a']);
});

it('a VIN that the words of a search hold is decoded, once', async () => {
  const { to } = open();
  const vin = question('/v1/vins/{vin}', { vin: 'VIN1' });
  for (const asked of [[question('/v1/search')], [question('/v1/search'), vin]]) {
    const told = await to(asked, undefined);
    expect(told.map(({ address }) => address)).toEqual(['/v1/search', '/v1/vins/VIN1']);
  }
});
