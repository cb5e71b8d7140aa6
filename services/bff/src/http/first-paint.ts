import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PageStorefront } from '../resources/storefront.ts';
import { htmlText } from './html-text.ts';
import type { WrittenView } from './written-views.ts';

const files = z.record(z.string(), z.array(z.string()));
const FirstPaintFile = z.object({
  styles: z.string(),
  /** Of views that may come written, by the first part of the path: all styles that they have in the end. */
  viewStyles: z.record(z.string(), z.string()),
  preload: z.object({ languages: files, views: files }),
  views: z.record(
    z.string(),
    // `name` and `tagline` are of a storefront that has none of its own; `box` stands in the header of who may look.
    z.object({
      name: z.string(),
      tagline: z.string(),
      box: z.string(),
      home: z.string(),
      signIn: z.string(),
      other: z.string(),
    }),
  ),
});

/** What the build wrote for the first moment of a page: styles, views as plain HTML by language, and which files they need. */
export type FirstPaint = z.infer<typeof FirstPaintFile>;

/** Undefined of a build without one: its page is empty until its script runs. */
export async function readFirstPaint(dist: string): Promise<FirstPaint | undefined> {
  const text = await readFile(join(dist, 'first-paint.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  return text === undefined ? undefined : FirstPaintFile.parse(JSON.parse(text));
}

/** As the box takes. */
const MAX_QUERY = 512;

export interface FirstPaintOptions {
  /** Of the view, behind `basePath`. */
  path: string;
  /** What is searched for there, as the address says. */
  query: string;
  basePath: string;
  language: string;
  nonce: string;
  storefront: PageStorefront;
  hasSession: boolean;
  /** The view itself, where it could be written: instead of what the build has. */
  written?: WrittenView | undefined;
}

/** Views that are open to everybody. */
const ENTRIES: ReadonlySet<string> = new Set([
  'sign-in',
  'forgot-password',
  'reset-password',
  'accept-invitation',
]);

/** Parts of the page, `preload` at the end of its head, `styles` behind its body's first view. Every value is a text: nothing that a tenant has stored becomes markup. */
export function firstPaintOf(
  { styles, viewStyles, preload, views }: FirstPaint,
  options: FirstPaintOptions,
): { head: string; preload: string; body: string; styles: string } {
  const { path, basePath, language, nonce, storefront, written } = options;
  const shown = views[language];
  if (shown === undefined) return { head: '', preload: '', body: '', styles: '' };
  const [, folder = '', inFolder = ''] = path.split('/');
  // Of what stands in it there may be another view.
  const wanted = inFolder !== '' && Object.hasOwn(preload.views, `${folder}/`) ? `${folder}/` : folder;
  // Who may not look is led to the sign-in.
  const mayLook = options.hasSession || storefront.access === 'open';
  const first = mayLook || ENTRIES.has(wanted) ? wanted : 'sign-in';
  const ofView = Object.hasOwn(preload.views, first) ? preload.views[first] : undefined;
  const files = [...(preload.languages[language] ?? []), ...(ofView ?? [])];
  const [sheets, scripts] = [files.filter(isStyle), files.filter((file) => !isStyle(file))];
  const name = localName(storefront.name, language) || shown.name;
  const values: Record<string, string> = {
    __BASE__: htmlText(basePath),
    __BRAND__: brandOf(storefront, name),
    __NAME__: htmlText(name),
    __QUERY__: htmlText(first === 'search' ? options.query.slice(0, MAX_QUERY) : ''),
    __TAGLINE__: htmlText(localName(storefront.tagline, language) || shown.tagline),
  };
  const ownStyles = Object.hasOwn(viewStyles, first) ? viewStyles[first] : undefined;
  if (written !== undefined && ownStyles !== undefined)
    return {
      head: `<style nonce="${nonce}">${ownStyles}</style>`,
      preload: written.preload + modulePreload(scripts),
      body: `<div id="first-paint" data-for="${written.wide ? 'wide' : 'narrow'}">${written.html}</div>`,
      styles: stylesheets(sheets),
    };
  const view = first === '' ? shown.home : first === 'sign-in' ? shown.signIn : shown.other;
  const body = view
    .replace('__BOX__', () => (mayLook ? shown.box : ''))
    .replaceAll(/__(?:BASE|BRAND|NAME|TAGLINE|QUERY)__/g, (marker) => values[marker] ?? '');
  return {
    head: `<style nonce="${nonce}">${styles}</style>`,
    preload: modulePreload(scripts),
    body: `<div id="first-paint">${body}</div>`,
    styles: stylesheets(sheets),
  };
}

function modulePreload(files: readonly string[]): string {
  return files.map((file) => `<link rel="modulepreload" href="${htmlText(file)}" />`).join('');
}

function stylesheets(files: readonly string[]): string {
  return files.map((file) => `<link rel="stylesheet" href="${htmlText(file)}" />`).join('');
}

function isStyle(file: string): boolean {
  return file.endsWith('.css');
}

function localName(names: { zh: string | null; en: string | null } | null, language: string): string {
  const [first, second] = language === 'en' ? [names?.en, names?.zh] : [names?.zh, names?.en];
  return first || second || '';
}

function brandOf({ logo }: PageStorefront, name: string): string {
  return logo === null
    ? `<span class="brand-mark" aria-hidden="true">${htmlText([...name][0] ?? '')}</span>`
    : `<img src="${htmlText(logo.url)}" alt="" width="${Number(logo.width)}" height="${Number(logo.height)}" class="brand-logo" />`;
}
