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

function foundOf(text: string, hits = 20): Answers['search'] {
  const value = { value: 't1', label: `${text}-type`, labelZh: null, count: 3 };
  return {
    intent: {
      ...{ kind: 'words', words: text, numberKey: null, vin: null, vehicles: [], partTypeIds: ['t1'] },
      partTypes: [{ partTypeId: 't1', name: names(`${text}-type`) }],
      ...{ corrections: { [`${text}x`]: text }, notes: [], severalVins: [] },
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
    answer: {
      address: `/v1/search?${new URLSearchParams({ page: '1', pageSize: '20', q: text })}`,
      body: foundOf(text),
    },
    ...more,
  };
}

function partViewOf(text: string, more: Partial<ViewToWrite> = {}): ViewToWrite {
  const answer = { address: '/v1/parts/part_1', body: partOf(text) };
  return { ...resultsOf(text), path: '/parts/part_1', search: '', answer, ...more };
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
    const view = partViewOf('oil', { answer: { address: '/v1/parts/part_1', body: partOf('oil', 5_000) } });
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
    const { answer } = resultsOf('oil');
    expect(await writeView(resultsOf('pads', { answer }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { search: '?q=oil&brandId=x' }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { path: '/nowhere' }))).toBeUndefined();
    expect(await writeView(partViewOf('oil', { path: '/parts/part_2' }))).toBeUndefined();
    expect(await writeView(resultsOf('oil', { search: '?q=oil&unknown=1&sort=sideways' }))).toBeDefined();
  });

  it('says so where it can’t be written', async () => {
    const body = { ...foundOf('oil'), hits: [null] };
    const { address } = resultsOf('oil').answer;
    await expect(writeView(resultsOf('oil', { answer: { address, body } }))).rejects.toThrow();
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

it('pages of several storefronts that are written at once have nothing of each other', async () => {
  const looks = ['red', 'blue', 'green'].map((slug) => ({
    storefront: storefrontOf(slug, { languages: slug === 'red' ? ['en'] : ['zh-CN', 'en'] }),
    basePath: `/t/${slug}`,
    language: slug === 'blue' ? ('zh-CN' as const) : ('en' as const),
    wide: slug === 'green',
  }));
  const views = looks.flatMap((look) => {
    const { slug } = look.storefront;
    return [resultsOf(`${slug}-secret`, look), partViewOf(`${slug}-secret`, look)];
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
    const views = [resultsOf(text, { storefront }), partViewOf(text, { storefront })];
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
