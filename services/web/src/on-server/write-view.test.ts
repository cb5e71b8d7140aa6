import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../api/answers.ts';
import { pageData, type Storefront } from '../page-data.ts';
import { type ViewToWrite, writeView } from './write-view.tsx';

const names = (text: string) => ({ zh: `${text}中`, en: text });

function storefrontOf(slug: string, more: Partial<Storefront> = {}): Storefront {
  const color = '#123456';
  return {
    ...{ slug, name: names(`Parts of ${slug}`), tagline: names(slug), radius: 6, currency: 'CNY' },
    colors: {
      ...{ primary: color, onPrimary: color, header: color, onHeader: color },
      ...{ textOnLight: color, textOnDark: color },
    },
    ...{ languages: ['zh-CN', 'en'], defaultLanguage: 'en', brands: [], partTypes: [], access: 'open' },
    contact: { phone: '1', email: `${slug}@x.example`, wechat: slug, website: null, address: names(slug) },
    ...{ logo: null, manifest: null },
    ...more,
  };
}

function imageOf(name: string): NonNullable<Answers['hit']['image']> {
  const at = (size: string) => `/v1/x/${name}?size=${size}`;
  return {
    ...{ name, width: 900, height: 600, mediaType: 'image/jpeg', bytes: 1, caption: names(name) },
    sources: { small: at('s'), medium: at('m'), large: at('l') },
  } as never;
}

function hitOf(text: string, at: number): Answers['hit'] {
  return {
    ...{ partId: `part_${at}`, brandId: `b${at}`, brand: `${text}-brand`, partNumber: `${text}-${at}` },
    ...{ partTypeId: 't1', name: names(`${text}-name`), reasons: [{ kind: 'word', value: `${text}-why` }] },
    ...{ bestPrice: null, totalAvailable: null, fit: null, image: at === 0 ? imageOf(`${text}.jpg`) : null },
  };
}

/** As the search tells what a part of the query was taken for. */
function pieceOf(text: string) {
  return {
    ...{ kind: 'part-type' as const, text, name: names(`${text}-type`), id: 't1', makeId: null },
    ...{ without: '', unknown: false },
  };
}

function foundOf(text: string, hits = 20): Answers['search'] {
  const value = { value: 't1', label: `${text}-type`, labelZh: null, count: 3 };
  return {
    intent: {
      ...{ kind: 'words', words: text, numberKey: null, vin: null, vehicles: [], partTypeIds: ['t1'] },
      partTypes: [{ partTypeId: 't1', name: names(`${text}-type`) }],
      ...{ corrections: { [`${text}x`]: text }, notes: [], severalVins: [] },
      ...{ pieces: [pieceOf(text)], named: null, limitedToNamed: false },
    },
    ...{ total: hits, ruledOut: 0, page: 1, pageSize: 20, notes: [] },
    hits: Array.from({ length: hits }, (_, at) => hitOf(text, at)),
    facets: [
      { name: 'partTypeId', values: [value] },
      { name: 'brandId', values: [{ ...value, value: 'b1', label: `${text}-maker` }] },
    ],
  };
}

function partOf(text: string, numbers = 3): Answers['part'] {
  return {
    ...{ partId: 'part_1', publisher: 'demo', visibility: 'public', brandId: 'b', brand: `${text}-brand` },
    ...{ partNumber: `${text}-7`, partNumberKey: '7', partTypeId: null, name: names(`${text}-name`) },
    description: `${text}-told`,
    numbers: Array.from({ length: numbers }, (_, at) => ({
      ...{ make: text, raw: `${text} ${at}`, display: `${text} ${at}`, key: `${text}${at}`, kind: 'oe' },
    })) as never,
    attributes: [{ name: 'width', label: names(`${text}-width`), value: text, unit: 'mm' }],
    ...{ supersededBy: [], links: [], lifecycle: 'discontinued', positions: ['front'], packQuantity: 2 },
    ...{ gtin: text, version: 1, source: null, updatedAt: null },
    media: [
      { kind: 'image', url: null, image: imageOf(`${text}.jpg`), text: null, fileName: null },
      { kind: 'image', url: text, image: null, text, fileName: text },
    ],
  } as never;
}

function resultsOf(text: string, more: Partial<ViewToWrite> = {}): ViewToWrite {
  return {
    ...{
      storefront: storefrontOf('demo'),
      basePath: '/t/demo',
      language: 'en',
      wide: false,
      path: '/search',
    },
    search: `?q=${encodeURIComponent(text)}`,
    session: null,
    answers: [
      {
        address: `/v1/search?${new URLSearchParams({ page: '1', pageSize: '20', q: text })}`,
        body: foundOf(text),
      },
    ],
    ...more,
  };
}

function partViewOf(text: string, more: Partial<ViewToWrite> = {}): ViewToWrite {
  const answers = [{ address: '/v1/parts/part_1', body: partOf(text) }];
  return { ...resultsOf(text), path: '/parts/part_1', search: '', answers, ...more };
}

const count = (html: string, what: string) => html.split(what).length - 1;

describe('a view that the server writes', () => {
  it('is the application’s: links of the storefront, its name, texts of the language, and what was found', async () => {
    const { html } = (await writeView(resultsOf('oil'))) ?? { html: '' };
    expect(html).toContain('Parts of demo');
    expect(html).toContain('href="/t/demo/parts/part_19"');
    expect(html).toContain('action="/t/demo/search"');
    expect(html).toMatch(/<input[^>]* name="q"[^>]* value="oil"/);
    expect(count(html, 'class="hit-name')).toBe(20);
    expect(html).toContain('oil-type');
    expect(html).not.toContain('<table');
    const zh = (await writeView(resultsOf('oil', { language: 'zh-CN', wide: true })))?.html ?? '';
    expect(zh).toContain('oil-name中');
    expect(zh).toContain('<table');
    expect(zh).toContain('oil-maker');
  });

  it('of a part has its head, and the beginnings of its lists', async () => {
    const view = partViewOf('oil', {
      answers: [{ address: '/v1/parts/part_1', body: partOf('oil', 5_000) }],
    });
    const { html } = (await writeView(view)) ?? { html: '' };
    expect(html).toMatch(/<h1>oil-brand(?:<!-- -->| )*<span class="number">oil-7<\/span><\/h1>/);
    expect(html).toContain('oil-told');
    expect(count(html, 'title="oil ')).toBeLessThan(100);
    expect(html.length).toBeLessThan(60_000);
  });

  it('asks for its large picture ahead, and names the storefront in the address', async () => {
    const { html, preload } = (await writeView(partViewOf('oil'))) ?? { html: '', preload: '' };
    expect(preload).toMatch(/^<link rel="preload" as="image"[^>]*storefront=demo[^>]*>$/);
    expect(html).not.toContain('<link');
  });

  it('is none where the answer is to another question', async () => {
    const { answers } = resultsOf('oil');
    expect(await writeView(resultsOf('pads', { answers }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { answers: [] }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { search: '?q=oil&brandId=x' }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { path: '/nowhere' }))).toBeUndefined();
    expect(await writeView(partViewOf('oil', { path: '/parts/part_2' }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { search: '?q=oil&unknown=1&sort=sideways' }))).toBeDefined();
  });

  it('says so where it can’t be written', async () => {
    const body = { ...foundOf('oil'), hits: [null] };
    const address = resultsOf('oil').answers[0]?.address ?? '';
    await expect(writeView(resultsOf('oil', { answers: [{ address, body }] }))).rejects.toThrow();
    expect((await writeView(resultsOf('oil')))?.html).toContain('oil-name');
  });

  it('takes every address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (path, search) => {
        const written = await writeView(resultsOf('oil', { path: `/${path}`, search: `?${search}` }));
        expect(written).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

/** As one of these roles sees it. */
function memberOf(name: string, scopes: readonly string[]): NonNullable<ViewToWrite['session']> {
  return {
    user: { userId: `user_${name}`, email: `${name}@x.example`, name },
    ...{ tenant: 'demo', tenantName: `Company of ${name}`, role: 'buyer', customerId: 'c1' },
    ...{ scopes: ['catalog:read', ...scopes], memberships: [] },
  };
}

const price = (amount: number) => ({ amount, currency: 'CNY' });
const BUYER = memberOf('buyer', ['inventory:read', 'orders:read', 'orders:write']);

/** With a price and a stock that tell whose they are. */
function pricedOf(text: string, amount: number): ViewToWrite['answers'] {
  const { hits, ...found } = foundOf(text, 3);
  const priced = hits.map((hit) => ({ ...hit, bestPrice: price(amount), totalAvailable: amount }));
  const address = resultsOf(text).answers[0]?.address ?? '';
  return [{ address, body: { ...found, hits: priced } }];
}

function offerOf(amount: number): ViewToWrite['answers'] {
  const stock = [{ warehouseId: 'w1', available: amount }];
  const body = { bestPrice: price(amount), prices: [], totalAvailable: amount, stock };
  const warehouses = { warehouses: [{ warehouseId: 'w1', name: 'Shanghai <1>' }] };
  return [
    { address: '/v1/parts/part_1/availability', body },
    { address: '/v1/warehouses', body: warehouses },
  ];
}

describe('a view for who is signed in', () => {
  it.each([true, false])('has prices, stock and the way to the cart, in a wide window: %s', async (wide) => {
    const view = resultsOf('oil', { wide, session: BUYER, answers: pricedOf('oil', 1234) });
    const { html } = (await writeView(view)) ?? { html: '' };
    expect(count(html, '12.34</span>')).toBe(3);
    expect(count(html, 'class="button button-primary" aria-label=')).toBe(3);
    for (const text of ['href="/t/demo/cart"', 'href="/t/demo/orders"', 'Company of buyer'])
      expect(html).toContain(text);
    expect(html).not.toContain('/t/demo/console');
  });

  it('has no more than their role allows', async () => {
    const session = memberOf('reader', []);
    const view = resultsOf('oil', { session, answers: pricedOf('oil', 1234) });
    const { html } = (await writeView(view)) ?? { html: '' };
    expect(html).toContain('Company of reader');
    expect(html).not.toMatch(/12\.34|class="(?:price|stock)|\/t\/demo\/(?:cart|orders)/);
  });

  it('of a part has what it costs, and what each warehouse has, by its name', async () => {
    const { answers } = partViewOf('oil');
    const view = partViewOf('oil', { session: BUYER, answers: [...answers, ...offerOf(987)] });
    const { html } = (await writeView(view)) ?? { html: '' };
    expect(html).toContain('9.87</span>');
    expect(html).toContain('<bdi>Shanghai &lt;1&gt;</bdi>');
    // Without them it waits for them, and is written all the same.
    const alone = (await writeView(partViewOf('oil', { session: BUYER })))?.html ?? '';
    expect(alone).toContain('oil-told');
    expect(alone).not.toContain('class="price');
  });

  it('of orders keeps the place of what its reader’s zone makes of a time', async () => {
    const line = {
      ...{ line: 1, partId: 'part_1', brand: 'B', partNumber: 'N<1>', name: names('oil'), quantity: 2 },
      ...{ warehouseId: 'w1', unitPrice: price(5), amount: price(10), allocations: [] },
    };
    const order = {
      ...{ orderId: 'order_1', state: 'placed', customerReference: null, createdAt: '2026-05-05T05:05:05Z' },
      ...{ lines: [line], totals: [price(10)] },
    };
    const ofOrder = resultsOf('', {
      ...{ path: '/orders/order_1', search: '', session: BUYER },
      answers: [{ address: '/v1/orders/order_1', body: order }],
    });
    const ofOrders = resultsOf('', {
      ...{ path: '/orders', search: '?state=placed', session: BUYER },
      answers: [{ address: '/v1/orders?pageSize=20', body: { orders: [order], nextPageToken: null } }],
    });
    for (const view of [ofOrder, ofOrders]) {
      const { html } = (await writeView(view)) ?? { html: '' };
      expect(html).toMatch(/<span class="of-a-zone">[^<]*2026/);
      expect(html).toContain('0.10</span>');
    }
    expect((await writeView({ ...ofOrders, wide: true }))?.html).toContain('class="loading"');
    // However many lines: those that are seen at first, and in a list how many they are.
    const long = { ...order, lines: Array.from({ length: 1_000 }, (_, at) => ({ ...line, line: at + 1 })) };
    const [longOrder, longOrders] = await Promise.all([
      writeView({ ...ofOrder, answers: [{ address: '/v1/orders/order_1', body: long }] }),
      writeView({
        ...ofOrders,
        answers: [{ address: '/v1/orders?pageSize=20', body: { orders: [long], nextPageToken: null } }],
      }),
    ]);
    expect(count(longOrder?.html ?? '', 'N&lt;1&gt;')).toBe(24);
    expect(longOrders?.html).toContain('1000');
  });
});

it('pages of several storefronts that are written at once have nothing of each other', async () => {
  const looks = ['red', 'blue', 'green'].map((slug) => ({
    slug,
    storefront: storefrontOf(slug, { languages: slug === 'red' ? ['en'] : ['zh-CN', 'en'] }),
    basePath: `/t/${slug}`,
    language: slug === 'blue' ? ('zh-CN' as const) : ('en' as const),
    wide: slug === 'green',
  }));
  const views = looks.flatMap((look) => {
    const { slug } = look;
    const session = memberOf(`${slug}-secret`, ['inventory:read', 'orders:write']);
    const answers = pricedOf(`${slug}-secret`, slug.length * 1_111);
    return [
      resultsOf(`${slug}-secret`, look),
      partViewOf(`${slug}-secret`, look),
      resultsOf(`${slug}-secret`, { ...look, session, answers }),
    ];
  });
  const alone: unknown[] = [];
  for (const view of views) alone.push(await writeView(view));
  const rounds = Array.from({ length: 5 }, () => views).flat();
  const together = await Promise.all(rounds.map(writeView));
  for (const [at, written] of together.entries()) {
    expect(written).toEqual(alone[at % views.length]);
    const own = rounds[at]?.storefront?.slug ?? '';
    for (const { storefront } of looks)
      if (storefront.slug !== own) {
        expect(written?.html).not.toContain(`${storefront.slug}-secret`);
        expect(written?.html).not.toContain(`/t/${storefront.slug}`);
        expect(written?.html).not.toContain(`${storefront.slug}@x.example`);
      }
    expect(written?.html).toContain(`${own}-secret`);
    // Nor has a guest's anything of a member's.
    if (rounds[at]?.session === null) expect(written?.html).not.toMatch(/Company of|class="price/);
  }
  expect(pageData.storefront).toBeNull();
});

describe('what a feed or a storefront says', () => {
  const hostile = [
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus '",
    '<!--<style>*{display:none}</style>',
    'javascript:alert(1)',
    '&lt;script&gt;',
    '</div></div><form action=//evil.example>',
  ];

  it.each(hostile)('stands there as text: %s', async (text) => {
    const storefront = storefrontOf('demo', {
      name: names(text),
      contact: {
        phone: text,
        email: text,
        wechat: text,
        website: `https://x.example/${text}`,
        address: names(text),
      },
      logo: { url: text, mediaType: text, width: 1, height: 1 },
    });
    const session = memberOf(text, ['inventory:read', 'orders:write']);
    const answers = [...partViewOf(text).answers, ...offerOf(1)];
    const views = [
      resultsOf(text, { storefront }),
      partViewOf(text, { storefront }),
      resultsOf(text, { storefront, session, answers: pricedOf(text, 1) }),
      resultsOf(text, { storefront, session, answers: pricedOf(text, 1), wide: true }),
      partViewOf(text, { storefront, session, answers }),
    ];
    for (const view of views) {
      const { html = '', preload = '' } = (await writeView(view)) ?? {};
      expect(html.length).toBeGreaterThan(1_000);
      const page = preload + html;
      expect(page).not.toMatch(
        /<script|<style|<form action=\/\/|<!--<|<img src=x|href="javascript:(?!throw)/i,
      );
      // Tags without what stands in quotes; what is left of the page without them is text.
      const tags = page.replaceAll(/="[^"]*"/g, '').match(/<[^>]*>/g) ?? [];
      expect(
        tags.filter((tag) => !/^<(?:\/?[a-z][a-z\d]*(?: [\w-]+)*\/?|!--[\w/$ ]*--)>$/i.test(tag)),
      ).toEqual([]);
      expect(tags.filter((tag) => / on\w|autofocus/i.test(tag))).toEqual([]);
      expect(/[<>]/.test(page.replaceAll(/="[^"]*"/g, '').replaceAll(/<[^>]*>/g, ''))).toBe(false);
      // The page's policy takes none.
      expect(page).not.toMatch(/<[^>]* style=/);
    }
  });
});
