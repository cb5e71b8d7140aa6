import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_STOREFRONT } from '../resources/storefront.ts';
import { type FirstPaint, firstPaintOf, readFirstPaint } from './first-paint.ts';
import { pageOf } from './web-page.ts';

const HEAD = '<a href="__BASE__/">__BRAND__<b>__NAME__</b></a>';
const VIEW = `${HEAD}__BOX__`;
const BOX = '<form action="__BASE__/search"><input value="__QUERY__"></form>';
const BUILT: FirstPaint = {
  styles: 'h1{color:red}',
  viewStyles: { search: 'h1{color:red}li{color:blue}' },
  preload: {
    languages: { 'zh-CN': ['/assets/zh.js'], en: ['/assets/en.js'] },
    views: {
      '': ['/assets/home.js'],
      search: ['/assets/results.js', '/assets/results.css'],
      'sign-in': ['/assets/sign-in.js'],
      orders: ['/assets/orders.js'],
      'orders/': ['/assets/order.js'],
    },
  },
  views: {
    'zh-CN': {
      ...{ name: '目录', tagline: '找配件', box: BOX },
      ...{ home: `${HEAD}<h1>__TAGLINE__</h1>`, signIn: `${VIEW}<h1>登录</h1>`, other: VIEW },
    },
    en: {
      ...{ name: 'Catalogue', tagline: 'Find parts', box: BOX },
      ...{ home: `${HEAD}<h1>__TAGLINE__</h1>`, signIn: `${VIEW}<h1>Sign in</h1>`, other: VIEW },
    },
  },
};
const OPEN = { ...DEFAULT_STOREFRONT, access: 'open' as const };
const GUEST = {
  ...{ path: '/', query: '', basePath: '', language: 'en', nonce: 'N', storefront: OPEN, hasSession: false },
};

describe('the first view within a page', () => {
  it('has the heading, the styles, and asks for the files of its view and language', () => {
    const { head, preload, body, styles } = firstPaintOf(BUILT, { ...GUEST, basePath: '/t/demo' });
    expect(head).toBe('<style nonce="N">h1{color:red}</style>');
    expect(preload).toBe(
      '<link rel="modulepreload" href="/assets/en.js" /><link rel="modulepreload" href="/assets/home.js" />',
    );
    expect(styles).toBe('');
    const filesAt = (path: string) => firstPaintOf(BUILT, { ...GUEST, path }).preload;
    expect(filesAt('/orders/o1')).toContain('/assets/order.js');
    expect(filesAt('/orders/')).not.toContain('/assets/order.js');
    expect(firstPaintOf(BUILT, { ...GUEST, path: '/search' }).styles).toBe(
      '<link rel="stylesheet" href="/assets/results.css" />',
    );
    expect(body).toContain(`<h1>${DEFAULT_STOREFRONT.tagline.en}</h1>`);
    expect(body).toContain('<a href="/t/demo/">');
  });

  it('says the build’s own words where a storefront has none', () => {
    const none = { zh: null, en: null };
    const storefront = { ...OPEN, name: none, tagline: none };
    const { body } = firstPaintOf(BUILT, { ...GUEST, language: 'zh-CN', storefront });
    expect(body).toContain('<b>目录</b>');
    expect(body).toContain('<h1>找配件</h1>');
  });

  it.each([
    ['/', true, 'members', 'home'],
    ['/', false, 'members', 'sign-in'],
    ['/', false, 'open', 'home'],
    ['/search', false, 'open', 'results'],
    ['/search', false, 'members', 'sign-in'],
    ['/sign-in', true, 'open', 'sign-in'],
    ['/forgot-password', false, 'members', undefined],
    ['/constructor', true, 'members', undefined],
  ] as const)(
    'under %s, signed in: %s, in a storefront that is %s, is of %s',
    (path, hasSession, access, file) => {
      const storefront = { ...DEFAULT_STOREFRONT, access };
      const { preload } = firstPaintOf(BUILT, { ...GUEST, path, hasSession, storefront });
      const files = [...preload.matchAll(/href="\/assets\/([\w-]+)\.js"/g)].map(([, name]) => name);
      expect(files).toEqual(file === undefined ? ['en'] : ['en', file]);
    },
  );

  it('has the box in the header for who may look, with what is searched for', () => {
    const bodyAt = (path: string, over: object = {}) =>
      firstPaintOf(BUILT, { ...GUEST, path, query: 'oil "filter"', basePath: '/t/demo', ...over }).body;
    expect(bodyAt('/search')).toContain(
      '<form action="/t/demo/search"><input value="oil &#34;filter&#34;"></form>',
    );
    expect(bodyAt('/cart')).toContain('<input value="">');
    expect(bodyAt('/sign-in')).toContain('<input');
    expect(bodyAt('/')).not.toContain('<input');
    const storefront = { ...DEFAULT_STOREFRONT, access: 'members' as const };
    for (const path of ['/search', '/sign-in', '/forgot-password', '/'])
      expect(bodyAt(path, { storefront })).not.toContain('<input');
    expect(bodyAt('/search', { storefront, hasSession: true })).toContain('<input');
  });

  it.each(['</h1><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '__NAME__ $& __NONCE__'])(
    'takes what a tenant has stored, or somebody asks, as text: %s',
    (text) => {
      const named = { zh: text, en: text };
      const logo = { url: `x"${text}`, width: 10, height: 10 };
      const storefront = { ...OPEN, name: named, tagline: named, logo: logo as never };
      for (const path of ['/', '/search']) {
        const page = pageOf('<!--head--><!--first-paint-->__PAGE_DATA__', {
          ...{ storefront, basePath: '', nonce: 'N', hasSession: false, language: 'en' as const },
          ...{ path, query: text, firstPaint: BUILT, questions: [], answers: [] },
        });
        expect(page).not.toMatch(/<script|<img src=x|" onerror/);
        expect(page.match(/<img /g)).toHaveLength(1);
      }
    },
  );

  it('is left out where the build has none, and a broken one is said at the start', async () => {
    const dist = mkdtempSync(join(tmpdir(), 'qipei-first-paint-'));
    try {
      expect(await readFirstPaint(dist)).toBeUndefined();
      writeFileSync(join(dist, 'first-paint.json'), JSON.stringify(BUILT));
      expect(await readFirstPaint(dist)).toEqual(BUILT);
      writeFileSync(join(dist, 'first-paint.json'), '{"styles":1}');
      await expect(readFirstPaint(dist)).rejects.toThrow();
    } finally {
      rmSync(dist, { recursive: true, force: true });
    }
  });
});
