import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

type Head = Pick<Request, 'headers'>;

/** The cookie that a session is kept in by a browser. */
export interface SessionCookie {
  /** Undefined where there is none, or more than one: a stranger's page next door may have planted one. */
  tokenOf(request: Head): string | undefined;
  /** A Set-Cookie header. */
  set(request: Head, token: string, endsAt: Date): string;
  clear(request: Head): string;
  /** Whether the page that sends the request says that it came without TLS, where browsers drop the cookie. */
  isLostBy(request: Head): boolean;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * `__Host-` binds it to this very host and to TLS (RFC 6265bis, 4.1.3.2). Over plain http, which only this machine itself is
 * served by, browsers would drop it: there it goes by another name.
 */
export function sessionCookie(publicUrl: () => string): SessionCookie {
  const isPlain = (request: Head) => !publicUrl().startsWith('https://') && isLoopback(request.headers.host);
  const nameFor = (request: Head) => (isPlain(request) ? 'qipei-session' : '__Host-qipei-session');
  const attributes = (request: Head) => `Path=/; HttpOnly; SameSite=Lax${isPlain(request) ? '' : '; Secure'}`;
  return {
    tokenOf(request) {
      const name = nameFor(request);
      const values = (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1));
      const [token] = values;
      return values.length === 1 && token !== undefined && TOKEN.test(token) ? token : undefined;
    },
    set(request, token, endsAt) {
      const seconds = Math.max(0, Math.floor((endsAt.getTime() - Date.now()) / 1_000));
      return `${nameFor(request)}=${token}; Max-Age=${seconds}; ${attributes(request)}`;
    },
    clear: (request) => `${nameFor(request)}=; Max-Age=0; ${attributes(request)}`,
    isLostBy: (request) => request.headers.origin?.startsWith('http://') === true && !isPlain(request),
  };
}

function isLoopback(host: string | undefined): boolean {
  return /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host ?? '');
}

/** Of the session and of nothing else; who sees it doesn't see the session's token. */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('qipei csrf').digest('base64url');
}

export function isCsrfTokenOf(token: string, given: string | undefined): boolean {
  const expected = Buffer.from(csrfTokenOf(token));
  const got = Buffer.from(given ?? '');
  return got.length === expected.length && timingSafeEqual(got, expected);
}

/**
 * Whether a browser sent the request from a page of this very origin; undefined where it doesn't say. Pages can't set
 * either header (https://www.w3.org/TR/fetch-metadata/, https://fetch.spec.whatwg.org/#origin-header).
 */
export function isFromOwnPage(request: Head, publicUrl: string): boolean | undefined {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = request.headers;
  if (origin === undefined) return undefined;
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return false;
  return origin === URL.parse(publicUrl)?.origin || url.host === host?.toLowerCase();
}
