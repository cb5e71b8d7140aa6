import { expect, it } from 'vitest';
import { keptPage, pageKey, pageToKeep } from './service-worker-pages.ts';

const page = (data: unknown, init: ResponseInit = {}) =>
  new Response(`<html><script id="page-data">${JSON.stringify(data)}</script></html>`, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" },
    ...init,
  });

it.each([true, false])(
  'a page that is kept says nothing of a session (hasSession: %j)',
  async (hasSession) => {
    const name = { en: 'A "hasSession":true shop', zh: null };
    const kept = await keptPage(page({ storefront: { name }, hasSession, language: 'en' }));
    expect(kept?.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
    const text = (await kept?.text()) ?? '';
    const data: unknown = JSON.parse(/page-data">(.*)<\/script>/.exec(text)?.[1] ?? '');
    expect(data).toEqual({ storefront: { name }, hasSession: null, language: 'en' });
  },
);

it('a page that is kept asks nothing ahead', async () => {
  const data = { name: '"questions":[', hasSession: false, questions: ['/v1/search?q=%22', '/v1/x'] };
  const kept = await keptPage(page({ ...data, sight: null }));
  const text = (await kept?.text()) ?? '';
  const left: unknown = JSON.parse(/page-data">(.*)<\/script>/.exec(text)?.[1] ?? '');
  expect(left).toEqual({ ...data, hasSession: null, questions: [], sight: null });
});

it.each([
  '<script type="application/json" id="first-answers">[{"address":"/v1/x","body":"\\u003c"}]</script>',
  '<div id="first-paint" data-for="narrow"><b>¥ 12.00</b></div>',
  '<script type="application/json" id="page-data">{"hasSession":true,"sight":{"tenant":"t"}}</script>',
])('a page with an answer in it, or whose sight it is, isn’t kept: %s', async (html) => {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  expect(await keptPage(new Response(`<main>${html}</main>`, { headers }))).toBeNull();
  expect(await keptPage(new Response('<main></main>', { headers }))).not.toBeNull();
});

it('a page that is kept says nothing of what was searched for', async () => {
  const query = 'LFV3A23C0J3012345';
  const address = `/v1/search?page=1&amp;pageSize=20&amp;q=${query}`;
  const box = (value: string) =>
    `<form action="/t/demo/search"><input class="search-input" type="text" name="q" placeholder="VIN &#62; OE" maxlength="512" value="${value}"></form>`;
  const html = (value: string) =>
    `<script id="page-data">{"hasSession":null,"questions":[]}</script><div id="first-paint">${box(value)}${box(value)}</div>`;
  const asked = html(query).replace('"questions":[]', `"questions":["${address}"]`);
  const headers = { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' };
  for (const page of [asked, html(`${query} &#34;&#62;`)]) {
    const kept = await keptPage(new Response(page, { headers }));
    expect(await kept?.text()).toBe(html(''));
    expect(JSON.stringify([...(kept?.headers ?? [])])).not.toContain(query);
    expect(kept?.headers.get('Cache-Control')).toBe('private, no-cache');
  }
});

it('what is no page isn’t kept', async () => {
  expect(await keptPage(page({}, { status: 404 }))).toBeNull();
  expect(await keptPage(Response.json({ secret: 1 }))).toBeNull();
  expect(await keptPage(new Response(null))).toBeNull();
});

it('each storefront has one, whatever the view', () => {
  const origin = 'https://parts.example';
  expect(pageKey(`${origin}/search?q=1`)).toBe(`${origin}/`);
  expect(pageKey(`${origin}/t/demo/parts/1#x`)).toBe(`${origin}/t/demo/`);
  expect(pageKey(`${origin}/t/demo`)).toBe(`${origin}/t/demo/`);
});

it.each(['/', '/t/demo/'])('%s may be asked to be kept', (path) => {
  expect(pageToKeep({ keepPage: path })).toBe(path);
});

it.each([
  ...[null, undefined, 7, 'x', {}, { keepPage: 1 }, { keepPage: '' }, { keepPage: '//evil.example/' }],
  ...[{ keepPage: '/v1/session' }, { keepPage: '/t/../v1/orders/' }, { keepPage: 'https://evil.example/' }],
])('%j may not', (message) => {
  expect(pageToKeep(message)).toBeUndefined();
});
