import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const ORIGIN = 'https://parts.example';
const fetched: string[] = [];

beforeEach(() => {
  vi.resetModules();
  fetched.length = 0;
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    fetched.push(url);
    return Response.json('asked');
  });
});
afterEach(() => vi.unstubAllGlobals());

/** In a page with this within the element of its first answer; whether the element is there still. */
async function pageWith(
  textContent: string | null,
  earlyAnswers?: Record<string, Promise<Response>>,
): Promise<{ ask: (path: string, init?: RequestInit) => Promise<unknown>; left: () => boolean }> {
  let there = textContent !== null;
  const element = {
    textContent,
    remove: () => {
      there = false;
    },
  };
  vi.stubGlobal('window', { earlyAnswers });
  vi.stubGlobal('document', {
    getElementById: (id: string) => (id === 'first-answers' && there ? element : null),
    querySelector: () => null,
  });
  const { askedEarly } = await import('./early-answers.ts');
  const ask = async (path: string, init?: RequestInit) =>
    (await askedEarly(new Request(ORIGIN + path, init))).json();
  return { ask, left: () => there };
}

it('what came within the page is taken once, and then asked for', async () => {
  const { ask, left } = await pageWith(
    '[{"address":"/v1/search?page=1&q=oil","body":{"hits":[]}},{"address":"/v1/vins/X","body":7}]',
  );
  expect(left()).toBe(false);
  expect(await ask('/v1/search?q=oil&page=1')).toEqual({ hits: [] });
  expect(await ask('/v1/search?q=oil&page=1')).toBe('asked');
  expect(fetched).toHaveLength(1);
  expect(await ask('/v1/vins/X')).toBe(7);
  expect(await ask('/v1/vins/X')).toBe('asked');
});

it('what came for somebody else is asked for', async () => {
  const { ask } = await pageWith('[{"address":"/v1/x","body":1}]', {
    '/v1/y': Promise.resolve(Response.json('early')),
  });
  (await import('./early-answers.ts')).forgetEarlyAnswers();
  expect(await ask('/v1/x')).toBe('asked');
  expect(await ask('/v1/y')).toBe('asked');
});

it.each([
  '',
  '{',
  'null',
  '7',
  '[]',
  '[null,7]',
  '{"address":"/v1/x","body":1}',
  '[{"body":1}]',
  '[{"address":"/v1/x"}]',
])('what can’t be read of it is asked for, and stops nothing: %j', async (text) => {
  const { ask } = await pageWith(text, { '/v1/session': Promise.resolve(Response.json('early')) });
  expect(await ask('/v1/x')).toBe('asked');
  expect(await ask('/v1/session')).toBe('early');
});

it('a change makes what came early old', async () => {
  const { ask } = await pageWith('[{"address":"/v1/x","body":1}]');
  await ask('/v1/x', { method: 'POST' });
  expect(await ask('/v1/x')).toBe('asked');
});

it('what failed as the page came is asked for again', async () => {
  const failed = Promise.reject(new TypeError('no network'));
  failed.catch(() => undefined);
  const { ask } = await pageWith(null, { '/v1/x': failed });
  expect(await ask('/v1/x')).toBe('asked');
});
