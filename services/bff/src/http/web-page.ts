import { DEFAULT_STOREFRONT, type PageStorefront } from '../resources/storefront.ts';
import { type FirstPaint, firstPaintOf } from './first-paint.ts';
import { htmlText, scriptJson } from './html-text.ts';
import type { PageAnswer } from './page-answers.ts';
import type { PageSession } from './page-visitor.ts';
import type { WrittenView } from './written-views.ts';

export interface PageOptions {
  storefront: PageStorefront;
  /** `/t/{slug}` where the storefront is chosen by path, else empty. */
  basePath: string;
  nonce: string;
  /** Whether a session's cookie came with the request: else the page needn't ask for one. */
  hasSession: boolean;
  /** Whose sight the answers and the view are. */
  session?: PageSession | undefined;
  language: Language;
  /** Which view is asked for, as far as the first of it comes within the page. */
  path: string;
  /** What is searched for there. */
  query?: string;
  firstPaint: FirstPaint | undefined;
  /** Addresses of what the view asks first, as far as the page doesn't bring the answers along. */
  questions: readonly string[];
  answers: readonly PageAnswer[];
  /** The view with those answers, as HTML. */
  written?: WrittenView | undefined;
}

const LANGUAGES = ['zh-CN', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const PLATFORM_MANIFEST = '/manifest.webmanifest';

/** The built page with what differs by request: language, title, manifest, nonce, and the storefront as data. */
export function pageOf(template: string, options: PageOptions): string {
  const { storefront, basePath, nonce, hasSession, session, questions, answers } = options;
  const { language } = options;
  const name = storefront.name[language === 'en' ? 'en' : 'zh'] ?? storefront.name.en ?? storefront.name.zh;
  const manifest = storefront.manifest ?? PLATFORM_MANIFEST;
  const path = options.path.slice(basePath.length) || '/';
  const first = options.firstPaint;
  const painted =
    first === undefined
      ? { head: '', preload: '', body: '', styles: '' }
      : firstPaintOf(first, {
          path,
          query: options.query ?? '',
          basePath,
          language,
          nonce,
          storefront,
          hasSession,
          written: options.written,
        });
  const values: Record<string, string> = {
    __LANG__: language,
    __TITLE__: htmlText(name ?? DEFAULT_STOREFRONT.name.en ?? ''),
    __NONCE__: nonce,
    '<!--head-->': `${painted.head}<link rel="manifest" href="${htmlText(manifest)}" />${lookStyle(storefront, nonce)}`,
    '<!--preload-->': painted.preload,
    '<!--first-paint-->': painted.body,
    '<!--styles-->': painted.styles,
    '<!--first-answers-->': answers.length === 0 ? '' : firstAnswers(answers),
    __PAGE_DATA__: scriptJson({
      ...{ storefront, basePath, hasSession, language, questions },
      sight: session === undefined ? null : sightOf(session),
    }),
  };
  return template.replaceAll(
    /<!--(?:head|preload|first-paint|styles|first-answers)-->|__(?:LANG|TITLE|NONCE|PAGE_DATA)__/g,
    (marker) => values[marker] ?? '',
  );
}

/** A block of data, which browsers don't run. */
function firstAnswers(answers: readonly PageAnswer[]): string {
  return `<script type="application/json" id="first-answers">${scriptJson(answers)}</script>`;
}

/** By which the application knows whether what came with the page is for who is signed in when it asks. */
function sightOf({ tenant, user: { userId }, customerId, scopes }: PageSession) {
  return { tenant, user: { userId }, customerId, scopes };
}

const COLOR_VARIABLES = {
  primary: '--look-primary',
  onPrimary: '--look-on-primary',
  header: '--look-header',
  onHeader: '--look-on-header',
  textOnLight: '--look-text-on-light',
  textOnDark: '--look-text-on-dark',
} as const;

/** The storefront's look before any script runs; what isn't a colour is left out, whoever stored it. */
function lookStyle(storefront: PageStorefront, nonce: string): string {
  const declarations = Object.entries(COLOR_VARIABLES).flatMap(([name, variable]) => {
    const color = storefront.colors[name as keyof typeof COLOR_VARIABLES];
    return /^#[0-9a-f]{6}$/i.test(color) ? [`${variable}:${color}`] : [];
  });
  const radius = storefront.radius;
  if (Number.isInteger(radius) && radius >= 0 && radius <= 32) declarations.push(`--look-radius:${radius}px`);
  return declarations.length === 0 ? '' : `<style nonce="${nonce}">:root{${declarations.join(';')}}</style>`;
}

/** The first language of the browser's that the storefront speaks, else the storefront's own. */
export function chooseLanguage(
  acceptLanguage: string,
  storefront: Pick<PageStorefront, 'languages' | 'defaultLanguage'>,
): Language {
  const spoken = LANGUAGES.filter((each) => storefront.languages.includes(each));
  const own = spoken.find((each) => each === storefront.defaultLanguage) ?? spoken[0] ?? 'zh-CN';
  const wanted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
      return { tag, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const match = spoken.find((each) => tag.split('-')[0] === each.split('-')[0]);
    if (match !== undefined) return match;
  }
  return own;
}
