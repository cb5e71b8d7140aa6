import { existsSync } from 'node:fs';
import { chromiumPath, openBrowser } from '../web/open-browser.ts';
import {
  type FirstLoad,
  measureFirstLoad,
  measureTyping,
  type SessionCookie,
  signInFor,
} from '../web/page-speed.ts';
import { type Figure, figure, percentile } from './figure.ts';

const SLUG = 'bench';
const VISITS = 5;
const SETTINGS = {
  slug: SLUG,
  name: { zh: '测试汽配', en: 'Bench Parts' },
  colors: { primary: '#1456b8' },
  access: 'open',
};

/** What a guest of an open storefront, and who is signed in, sees of a catalogue on a cheap phone; nothing where there is no Chromium or no build. */
export async function measureWeb(options: {
  url: string;
  key: string;
  /** As the catalogue writes them. */
  numbers: readonly string[];
  partIds: readonly string[];
  /** Who may see stock and prices. */
  user: { email: string; password: string };
  say: (message: string) => void;
}): Promise<Figure[]> {
  const { url, key, numbers, partIds, say } = options;
  if (!existsSync(chromiumPath())) {
    say(`the page isn't measured: there is no Chromium at ${chromiumPath()}`);
    return [];
  }
  const settings = await fetch(`${url}/v1/storefront-settings`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(SETTINGS),
  });
  if (!settings.ok) throw new Error(`the storefront was refused: ${await settings.text()}`);
  const page = await fetch(`${url}/t/${SLUG}/`, { headers: { accept: 'text/html' } });
  if (!page.ok) {
    say('the page isn’t measured: the platform serves none');
    return [];
  }
  const browser = await openBrowser();
  try {
    const home = `${url}/t/${SLUG}/`;
    const results = `${home}search?q=${encodeURIComponent('机油滤清器')}`;
    const part = `${home}parts/${encodeURIComponent(partIds[0] ?? '')}`;
    const session = await signInFor(url, options.user);
    const texts = [...numbers.slice(0, 2), '机油滤清器', 'oil filter', 'honda accord 2003'];
    const typed = await measureTyping(browser, {
      ...{ url: home, box: '#root .search-input', texts, locale: 'zh-CN', slowdown: 'fixed' },
    });
    return [
      ...(await firstLoads('start page', home, '#root .search-input')),
      ...(await firstLoads('results', results, '#root .hit-name')),
      ...(await firstLoads('results, signed in', results, '#root .hit-name', session)),
      ...(await firstLoads('part, signed in', part, '#root .offer-price', session)),
      figure('page: a key typed, to the next paint, p50', percentile(typed.keys, 0.5), 'ms'),
      figure(
        'page: a key typed, to the next paint, longest',
        Math.max(typed.longestTold, ...typed.keys),
        'ms',
      ),
      figure('page: keys measured', typed.keys.length, 'keys'),
    ];
  } finally {
    await browser.close();
  }

  async function firstLoads(
    name: string,
    address: string,
    ready: string,
    session?: SessionCookie,
  ): Promise<Figure[]> {
    const loads: FirstLoad[] = [];
    for (let visit = 0; visit < VISITS; visit += 1)
      loads.push(
        await measureFirstLoad(browser, {
          ...{ url: address, ready, locale: 'zh-CN', slowdown: 'fixed' },
          ...(session === undefined ? {} : { session }),
        }),
      );
    const median = (pick: (load: FirstLoad) => number) => percentile(loads.map(pick), 0.5);
    return [
      figure(
        `page: ${name}, first load, LCP`,
        median(({ lcp }) => lcp),
        'ms',
      ),
      figure(`page: ${name}, first load, LCP at most`, Math.max(...loads.map(({ lcp }) => lcp)), 'ms'),
      figure(
        `page: ${name}, first load, ready`,
        median((load) => load.ready),
        'ms',
      ),
      figure(`page: ${name}, first load, layout shift`, Math.max(...loads.map(({ cls }) => cls)), ''),
      figure(`page: ${name}, first load, JavaScript`, median(({ scriptBytes }) => scriptBytes) / 1_024, 'KB'),
    ];
  }
}
