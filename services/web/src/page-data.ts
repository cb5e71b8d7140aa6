import type { paths } from '@qipei/api-client';
import { onServer } from './app/on-server.ts';

export interface LocalName {
  zh: string | null;
  en: string | null;
}

/** How the catalogue looks here, as GET /v1/storefront answers. */
export type Storefront = paths['/v1/storefront']['get']['responses'][200]['content']['application/json'];

/** As GET /v1/session tells it. */
export interface Sight {
  tenant: string;
  user: { userId: string };
  customerId: string | null;
  scopes: readonly string[];
}

export interface PageData {
  /** Null where the page wasn't served by the platform; its `slug` is null where the address is no tenant's. */
  storefront: Storefront | null;
  /** `/t/{slug}`, or empty. */
  basePath: string;
  /** Whether the browser sent a session's cookie; null in a page that this browser has kept. */
  hasSession: boolean | null;
  language: Language;
  /** The addresses of what this view asks first and the page didn't bring along: it asks for them before its files come. */
  questions: readonly string[];
  /** Whose sight the page brings along, with what they may see; null of a guest's, and where it brings nothing. */
  sight: Sight | null;
  /** On the server alone: whether the page is written for a window that is wide enough for tables. */
  wide?: boolean;
}

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const OF_NOBODY: PageData = {
  ...{ storefront: null, basePath: '', hasSession: false, language: 'zh-CN', questions: [], sight: null },
};

/** What the server put into the page; the platform's own look where that can't be read. */
export let pageData: PageData = onServer ? OF_NOBODY : readPageData();

/** On the server, which writes many pages: those of `data` at one go, so that no other page comes in between. */
export function withPageData<T>(data: PageData, write: () => T): T {
  pageData = data;
  try {
    return write();
  } finally {
    pageData = OF_NOBODY;
  }
}

/** The one that styles made at run time carry, as the page's policy asks. */
export const styleNonce = onServer
  ? ''
  : (document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '');

function readPageData(): PageData {
  try {
    return JSON.parse(document.getElementById('page-data')?.textContent ?? '') as PageData;
  } catch {
    return { ...OF_NOBODY, hasSession: true };
  }
}
