import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createLogger } from '@qipei/service-kit';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_STOREFRONT } from '../resources/storefront.ts';
import { firstPaintOf } from './first-paint.ts';
import { createWriteView, looksWide, type ViewToWrite } from './written-views.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-written-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VIEW: ViewToWrite = {
  ...{ storefront: DEFAULT_STOREFRONT, basePath: '', language: 'en', path: '/search', wide: true },
  ...{ search: '?q=LHGCM82633A004352', session: null },
  answers: [{ address: '/v1/search?q=LHGCM82633A004352', body: {} }],
};

/** A build whose module is this, and what was logged. */
function buildOf(name: string, source: string | undefined) {
  const dist = join(folder, name);
  mkdirSync(join(dist, 'server'), { recursive: true });
  if (source !== undefined) writeFileSync(join(dist, 'server', 'write-view.mjs'), source);
  const lines: string[] = [];
  const logger = createLogger({
    ...{ service: 'test', level: 'info' },
    destination: { write: (line: string) => void lines.push(line) },
  });
  return { write: createWriteView(dist, logger), lines };
}

describe('views that are written on the server', () => {
  it('come of what the build made for it', async () => {
    const { write, lines } = buildOf(
      'sound',
      "export const writeView = async ({ path }) => ({ html: '<b>' + path + '</b>', preload: '<link>' });",
    );
    expect(await write(VIEW)).toEqual({ html: '<b>/search</b>', preload: '<link>', wide: true });
    expect(lines).toEqual([]);
  });

  it('are left out of a build that makes none, and where the view is another one', async () => {
    for (const source of [undefined, 'export const writeView = async () => undefined;']) {
      const { write, lines } = buildOf(`none-${source === undefined}`, source);
      expect(await write(VIEW)).toBeUndefined();
      expect(lines).toEqual([]);
    }
  });

  it('are written so many at once for who is signed in that others find a place', async () => {
    const waits = 'await new Promise((written) => process.once("written-views-test", written));';
    const { write, lines } = buildOf(
      'slow',
      `export const writeView = async ({ session }) => { ${waits} return { html: session?.tenant, preload: '' }; };`,
    );
    const viewOf = (tenant: string) => ({ ...VIEW, session: { tenant } as ViewToWrite['session'] });
    const views = ['a', 'a', 'a', 'a', 'a', 'b'].map((tenant) => write(viewOf(tenant)));
    const guests = Array.from({ length: 4 }, () => write(VIEW));
    // The fifth waits for none of the others.
    expect(await views[4]).toBeUndefined();
    while (process.listenerCount('written-views-test') < 9) await setImmediate();
    process.emit('written-views-test' as never);
    const html = (await Promise.all(views)).map((each) => each?.html);
    expect(html).toEqual(['a', 'a', 'a', 'a', undefined, 'b']);
    expect((await Promise.all(guests)).filter((each) => each === undefined)).toEqual([]);
    const next = write(viewOf('a'));
    while (process.listenerCount('written-views-test') < 1) await setImmediate();
    process.emit('written-views-test' as never);
    expect(await next).toMatchObject({ html: 'a' });
    expect(lines).toEqual([]);
  });

  it.each([
    ['throws', "export const writeView = async () => { throw new TypeError('no hits'); };", 2],
    ['is another', 'export const writeViews = 1;', 1],
    ['is broken', 'export const = ;', 1],
  ])(
    'that can’t be written are told of, without what was searched for: it %s',
    async (name, source, told) => {
      const { write, lines } = buildOf(name.replace(' ', '-'), source);
      for (let time = 0; time < 2; time += 1) expect(await write(VIEW)).toBeUndefined();
      expect(lines).toHaveLength(told);
      expect(lines.join()).toMatch(/views? can (?:not )?be written/);
      expect(lines.join()).not.toContain('LHGCM');
    },
  );

  it('stand in the place of the first view, with all styles that they have in the end', () => {
    const built = {
      ...{ styles: 'h1{}', viewStyles: { search: 'h1{}li{}' } },
      preload: { languages: { en: ['/assets/en.js'] }, views: { search: ['/assets/results.js'] } },
      views: { en: { name: 'N', tagline: 'T', box: '', home: 'home', signIn: 'in', other: 'other' } },
    };
    const page = {
      ...{ query: '', basePath: '', language: 'en', nonce: 'N', hasSession: false },
      storefront: { ...DEFAULT_STOREFRONT, access: 'open' as const },
      written: { html: '<b>hits</b>', preload: '<link rel="preload">', wide: false },
    };
    expect(firstPaintOf(built, { ...page, path: '/search' })).toEqual({
      head: '<style nonce="N">h1{}li{}</style>',
      preload:
        '<link rel="preload"><link rel="modulepreload" href="/assets/en.js" /><link rel="modulepreload" href="/assets/results.js" />',
      body: '<div id="first-paint" data-for="narrow"><b>hits</b></div>',
      styles: '',
    });
    // Of a view that has no styles of its own in the build it would be shown bare.
    expect(firstPaintOf(built, { ...page, path: '/parts/x' }).body).toBe('<div id="first-paint">other</div>');
  });

  it.each([
    [{ 'sec-ch-ua-mobile': '?1', 'user-agent': 'X' }, false],
    [{ 'sec-ch-ua-mobile': '?0', 'user-agent': 'Mobile' }, true],
    [{ 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' }, false],
    [{ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' }, true],
    [{}, true],
  ])('are for the window that the browser tells of: %j', (headers, wide) => {
    expect(looksWide(headers)).toBe(wide);
  });
});
