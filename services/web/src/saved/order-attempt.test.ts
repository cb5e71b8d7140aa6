import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

const line = (partId: string, quantity: number, warehouseId: string | null = null) => ({
  ...{ partId, quantity, warehouseId, brand: 'B', partNumber: 'N', name: { zh: null, en: null } },
});

async function load(storage?: Map<string, string>) {
  const page = openPage(storage === undefined ? {} : { storage });
  const [known, cart, reference, attempts, { ApiProblem }] = await Promise.all([
    import('../session/known-session.ts'),
    import('./cart.ts'),
    import('./cart-reference.ts'),
    import('./order-attempt.ts'),
    import('@qipei/api-client'),
  ]);
  known.knowSession(sessionOf('a'));
  const answer = (status: number, code?: string) =>
    new ApiProblem({ status, members: code === undefined ? {} : { code } });
  return { ...page, ...known, ...cart, ...reference, ...attempts, answer };
}

let page: Awaited<ReturnType<typeof load>>;
beforeEach(async () => {
  page = await load();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('an order of unknown outcome goes under its first key, from any page and whatever is in the cart by then', async () => {
  page.addToCart([line('p', 2)]);
  const first = page.beginTry(page.cart.read(), ' bay 3 ');
  expect(page.refusedAttempt(first.key, page.answer(0, 'network-unreachable'))).toBe(false);
  const again = await load(page.storage);
  again.addToCart([line('p', 1), line('q', 1)]);
  const second = again.beginTry(again.cart.read(), 'another');
  expect(second).toEqual({ key: first.key, lines: [line('p', 2)], reference: 'bay 3', tries: 2 });
  again.placedAttempt(second.key);
  expect(again.orderAttempt.read()).toEqual([]);
  expect(again.cart.read()).toEqual([line('p', 1), line('q', 1)]);
  // A second tab that hears the same answer later takes nothing more out.
  again.placedAttempt(second.key);
  expect(again.cart.read()).toHaveLength(2);
});

it('another order gets another key once the first is placed or refused', () => {
  const keys = new Set<string>();
  for (const settle of [
    (key: string) => page.placedAttempt(key),
    (key: string) => page.refusedAttempt(key, page.answer(409, 'out-of-stock')),
    (key: string) => page.refusedAttempt(key, page.answer(403, 'csrf-refused')),
  ]) {
    page.addToCart([line('p', 1)]);
    const { key } = page.beginTry(page.cart.read(), '');
    settle(key);
    expect(page.orderAttempt.read()).toEqual([]);
    keys.add(key);
  }
  expect(keys.size).toBe(3);
  expect(page.cart.read()).toEqual([line('p', 2)]);
});

it('of a first sending that the page held back nothing was placed, whoever is signed in by then', () => {
  const notSent = page.answer(0, 'not-sent');
  expect(page.provesNothingPlaced(notSent, 2)).toBe(false);
  const { key } = page.beginTry([line('p', 1)], 'bay 3');
  page.knowSession(sessionOf('b'));
  expect(page.refusedAttempt(key, notSent)).toBe(true);
  expect(page.cartReference.read()).toEqual([]);
  page.knowSession(sessionOf('a'));
  expect(page.orderAttempt.read()).toEqual([]);
  expect(page.cartReference.read()).toEqual(['bay 3']);
});

it.each([0, 302, 500, 502, 503, 504])('an answer of %i leaves it open whether it was placed', (status) => {
  expect(page.provesNothingPlaced(page.answer(status, 'any'), 1)).toBe(false);
  expect(page.provesNothingPlaced(page.answer(status, 'any'), 2)).toBe(false);
});

it('a refusal proves that nothing was placed unless an earlier sending may have gone through', () => {
  for (const [status, code] of [
    [401, 'session-missing'],
    [403, 'csrf-refused'],
    [404, 'not-found'],
    [408, 'body-too-slow'],
    [429, 'too-many'],
    [400, undefined],
    [409, undefined],
  ] as const) {
    expect(page.provesNothingPlaced(page.answer(status, code), 1)).toBe(true);
    expect(page.provesNothingPlaced(page.answer(status, code), 2)).toBe(false);
  }
  for (const code of ['part-not-found', 'out-of-stock'])
    expect(page.provesNothingPlaced(page.answer(code === 'out-of-stock' ? 409 : 400, code), 7)).toBe(true);
  for (const broken of [new SyntaxError('cut off'), undefined, 'no'])
    expect(page.provesNothingPlaced(broken, 1)).toBe(false);
});

it('is its owner’s alone, and there without a storage', () => {
  page.breakStorage();
  const { key } = page.beginTry([line('p', 1)], '');
  page.knowSession(sessionOf('b'));
  expect(page.orderAttempt.read()).toEqual([]);
  page.knowSession(sessionOf('a'));
  expect(page.beginTry([line('q', 1)], '')).toMatchObject({ key, tries: 2 });
});

it.each(['[{"key":"k"}]', '[{"key":"","lines":[],"reference":"","tries":1}]', '[7]', '{"key":1}'])(
  'bears %j in its place',
  (text) => {
    page.storage.set('qipei.order-attempt.-.demo/a', text);
    expect(page.orderAttempt.read()).toEqual([]);
    expect(page.beginTry([line('p', 1)], '').tries).toBe(1);
  },
);
