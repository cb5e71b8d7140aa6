import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Storefront } from '@qipei/contracts/access/v1/storefront';
import type { Logger } from '@qipei/service-kit';
import type { RequestHandler, Response } from 'express';
import { DEFAULT_STOREFRONT, storefrontJson } from '../resources/storefront.ts';
import { exchangeOf } from './exchange.ts';
import { readFirstPaint } from './first-paint.ts';
import { firstQuestionsOf } from './first-question.ts';
import type { PageAnswers } from './page-answers.ts';
import type { PageVisitor, VisitorOfPage } from './page-visitor.ts';
import type { Storefronts } from './storefront-of-request.ts';
import { readWebFiles, type WebFile } from './web-files.ts';
import { chooseLanguage, pageOf } from './web-page.ts';
import { createWriteView, looksWide } from './written-views.ts';

/** Where the storefront's page begins that is chosen by path; its slug is checked by whoever looks it up. */
const BY_PATH = /^(\/t\/([a-z0-9][a-z0-9-]{0,62}))(?:\/|$)/;
/** What an application that is served below these paths would hide. */
const NOT_PAGES = /^\/(v1|docs|assets|problems)(\/|$)/;
/** What was chosen here before the browser's own languages. */
const LANGUAGE_COOKIE = /(?:^|;\s*)qipei-language=(zh-CN|en)(?:;|$)/;
/** A page waits no longer for what it brings along. */
const WITHIN_MS = 500;

export interface WebAppOptions {
  /** Folder of the build: `index.html`, `assets/` and what lies beside them. */
  dist: string;
  storefronts: Pick<Storefronts, 'bySlug' | 'ofRequest'>;
  visitorOf: VisitorOfPage;
  pageAnswers: PageAnswers;
  logger: Logger;
}

/**
 * Serves the web catalogue: hashed assets for ever, compressed as the caller takes them; for what a browser navigates to, the
 * page of the storefront under a policy of its own. All else is left to the next handler.
 */
export async function webApp(options: WebAppOptions): Promise<RequestHandler> {
  const files = await readWebFiles(options.dist);
  const template = await readFile(join(options.dist, 'index.html'), 'utf8');
  const firstPaint = await readFirstPaint(options.dist);
  const writeView = createWriteView(options.dist, options.logger);

  return async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const { path } = req;
    const file = files.get(path);
    if (file !== undefined) return sendFile(res, file, req.headers);
    if (!isNavigation(path, req.headers)) return next();
    exchangeOf(res).route = '/{page}';
    const [, basePath = '', slug] = BY_PATH.exec(path) ?? [];
    const { traceparent } = exchangeOf(res);
    const { storefronts } = options;
    const ofHost = await storefronts.ofRequest(req, traceparent);
    const found = slug === undefined ? ofHost : await storefronts.bySlug(slug, traceparent);
    // A path that names a storefront which isn't there is no page of another one; and nobody's page is shown under the name of
    // a host that is another's.
    if (slug !== undefined && (found === undefined || !mayStandUnder(found, ofHost))) return next();
    const storefront = found === undefined ? DEFAULT_STOREFRONT : storefrontJson(found);
    const cookies = req.headers.cookie ?? '';
    const nonce = randomBytes(18).toString('base64url');
    const query = new URLSearchParams(/\?(.*)$/.exec(req.url)?.[1]);
    const late = AbortSignal.timeout(WITHIN_MS);
    const visitor = await options.visitorOf(req, { traceparent, late });
    const { hasSession, member } = visitor;
    if (member !== undefined) exchangeOf(res).caller = member.caller;
    const mayLook = hasSession || storefront.access === 'open';
    const view = path.slice(basePath.length);
    const asked = mayLook ? firstQuestionsOf(view, query) : [];
    // Whose page it is can't be told now: it asks by itself, when that is known.
    const isKnown = !hasSession || member !== undefined;
    const questions = isKnown ? options.pageAnswers.open(asked, member) : asked.slice(0, 1);
    const answers =
      req.method === 'HEAD' || !isKnown
        ? []
        : await options.pageAnswers.to(questions, {
            ...{ req, res, member, late },
            storefront: found?.tenant ?? '',
          });
    const wantedLanguage = LANGUAGE_COOKIE.exec(cookies)?.[1] ?? req.headers['accept-language'] ?? '';
    const language = chooseLanguage(wantedLanguage, storefront);
    const [first] = questions;
    const isThere = ({ address }: { address: string }) => answers.some((each) => each.address === address);
    const written =
      first === undefined || !isThere(first) || firstPaint === undefined
        ? undefined
        : await writeView({
            ...{ storefront, basePath, language, wide: looksWide(req.headers), answers },
            ...{ path: view, search: /\?.*$/.exec(req.url)?.[0] ?? '', session: member?.session ?? null },
          });
    const page = pageOf(template, {
      ...{ storefront, basePath, nonce, language, path, firstPaint, hasSession, answers, written },
      query: query.get('q') ?? '',
      session: answers.length === 0 ? undefined : member?.session,
      questions: questions.filter((each) => !isThere(each)).map(({ address }) => address),
    });
    res.setHeader('Content-Security-Policy', pagePolicy(nonce));
    res.setHeader('Referrer-Policy', 'same-origin');
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader('Cache-Control', cachingOf(visitor, answers.length > 0));
    res.setHeader('Vary', 'Accept, Accept-Encoding, Accept-Language, Cookie, Host');
    if (visitor.clearedCookie !== undefined) res.setHeader('Set-Cookie', visitor.clearedCookie);
    const mayShrink = member === undefined || answers.length === 0 || isLedFromHere(req.headers);
    await sendPage(res, page, mayShrink ? String(req.headers['accept-encoding'] ?? '') : '');
  };
}

function mayStandUnder(found: Storefront, ofHost: Storefront | undefined): boolean {
  return ofHost === undefined || ofHost.settings?.slug === found.settings?.slug;
}

/** A browser asks for a page; a program that wants one says so. Paths that browsers read as other hosts are none. */
function isNavigation(path: string, headers: Record<string, string | string[] | undefined>): boolean {
  if (path.startsWith('//') || path.includes('\\') || NOT_PAGES.test(path)) return false;
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined && mode !== 'navigate' && mode !== 'same-origin' && mode !== 'cors') return false;
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:js|mjs|css|map|json|png|jpe?g|svg|ico|webp|woff2?|wasm|txt|xml|php)$/i.test(last)) return false;
  return path === '/' || String(headers.accept ?? '').includes('text/html');
}

/** No source but this server; images of parts may come from where their publisher keeps them, by https alone. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/**
 * Going back, browsers show what they have kept however old it is: an answer would be taken for one of now, and what one person has
 * seen be shown to the next.
 */
function cachingOf({ hasSession }: PageVisitor, hasAnswer: boolean): string {
  if (hasSession) return 'private, no-store';
  return hasAnswer ? 'no-store' : 'private, no-cache';
}

/**
 * Whether the browser says that the address was chosen here, or by its user. Another site that leads somebody here again and again,
 * each time with another guess in the address, could measure how well that compresses beside a price (https://breachattack.com):
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
function isLedFromHere(headers: Record<string, string | string[] | undefined>): boolean {
  return headers['sec-fetch-site'] === 'same-origin' || headers['sec-fetch-site'] === 'none';
}

const gzipped = promisify(gzip);

/** In one packet or two for who takes it smaller. */
async function sendPage(res: Response, page: string, acceptEncoding: string): Promise<void> {
  const small = acceptedEncoding(acceptEncoding, PAGE_ENCODINGS) !== undefined;
  const content = small ? await gzipped(page, { level: 6 }) : Buffer.from(page);
  if (small) res.setHeader('Content-Encoding', 'gzip');
  res.setHeader('Content-Length', content.length);
  res.end(content);
}

const PAGE_ENCODINGS: ReadonlySet<'br' | 'gzip'> = new Set(['gzip']);

/** https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3, as far as it decides between what there is. */
function acceptedEncoding(header: string, there: WebFile['encodings']): 'br' | 'gzip' | undefined {
  const refused = (name: string) =>
    new RegExp(`(?:^|,)\\s*${name}\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)`).test(header);
  const named = (name: string) => new RegExp(`(?:^|,)\\s*${name}\\s*(?:;|,|$)`).test(header);
  for (const name of ['br', 'gzip'] as const) {
    if (there.has(name) && named(name) && !refused(name)) return name;
  }
  return undefined;
}

async function sendFile(
  res: Response,
  file: WebFile,
  headers: Record<string, string | string[] | undefined>,
): Promise<void> {
  exchangeOf(res).route = file.immutable ? '/assets/{asset}' : '/{file}';
  // Of a service worker this is the policy that its own requests are held to.
  res.setHeader('Content-Security-Policy', READS_CODES.test(file.path) ? CODE_READER_POLICY : FILE_POLICY);
  res.setHeader('Content-Type', file.contentType);
  res.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  res.setHeader('ETag', file.etag);
  if (file.encodings.size > 0) res.setHeader('Vary', 'Accept-Encoding');
  const known = String(headers['if-none-match'] ?? '').split(/\s*,\s*/);
  if (known.includes(file.etag) || known.includes(`W/${file.etag}`)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  const encoding = acceptedEncoding(String(headers['accept-encoding'] ?? ''), file.encodings);
  if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
  const content = await readFile(file.path + SUFFIX[encoding ?? 'identity']);
  res.setHeader('Content-Length', content.length);
  res.end(content);
}

/** The worker that finds codes in pictures compiles WebAssembly, which no page may; and it reaches nothing. */
const READS_CODES = /\/code-reader\.worker-[\w-]+\.js$/;
const CODE_READER_POLICY =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'; base-uri 'none'";
const FILE_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const SUFFIX = { br: '.br', gzip: '.gz', identity: '' } as const;
