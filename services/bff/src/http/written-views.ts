import { access } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from '@qipei/service-kit';
import type { PageStorefront } from '../resources/storefront.ts';
import type { PageAnswer } from './page-answers.ts';
import type { PageSession } from './page-visitor.ts';
import { createTenantPlaces } from './tenant-places.ts';

export interface ViewToWrite {
  storefront: PageStorefront;
  /** `/t/{slug}` where the storefront is chosen by path, else empty. */
  basePath: string;
  language: 'zh-CN' | 'en';
  /** Of the address, behind `basePath`. */
  path: string;
  /** Of the address, with its `?`, or empty. */
  search: string;
  /** Whether the window is taken to be wide enough for tables. */
  wide: boolean;
  /** Who sees it; null: a guest. */
  session: PageSession | null;
  /** What it asks first and the answer, and then whatever else is known. */
  answers: readonly PageAnswer[];
}

export interface WrittenView {
  html: string;
  /** Links to what it needs at once, for the page's head. */
  preload: string;
  wide: boolean;
}

/** Writes a view as HTML; undefined where the page had better come without it. */
export type WriteView = (view: ViewToWrite) => Promise<WrittenView | undefined>;

type Written = Omit<WrittenView, 'wide'>;
type Writer = (view: ViewToWrite) => Promise<Written | undefined>;

/** Views that are written at once for who is signed in. Guests have limits of their own. */
const PLACES = { all: 8, ofOne: 4 };

/**
 * With what the build in `dist` made for it (`server/write-view.mjs`), loaded with the first view that is written. What fails is
 * logged, and the page comes as it would without; as it does where too many are being written.
 */
export function createWriteView(dist: string, logger: Logger): WriteView {
  let loading: Promise<Writer | undefined> | undefined;
  const places = createTenantPlaces(PLACES);
  return async (view) => {
    loading ??= loadWriter(join(dist, 'server', 'write-view.mjs')).catch((error: unknown) => {
      logger.error({ err: error }, 'no view can be written on the server: pages come without');
      return undefined;
    });
    const giveBack = view.session === null ? () => {} : places.take(view.session.tenant);
    if (giveBack === undefined) return undefined;
    try {
      const written = await (await loading)?.(view);
      return written === undefined ? undefined : { ...written, wide: view.wide };
    } catch (error) {
      // Neither the path nor what was searched for: both may hold a VIN.
      logger.warn({ err: error }, 'a view can not be written on the server: its page comes without');
      return undefined;
    } finally {
      giveBack();
    }
  };
}

/** Undefined of a build without one. */
async function loadWriter(file: string): Promise<Writer | undefined> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const built = (await import(pathToFileURL(file).href)) as { writeView?: unknown };
  if (typeof built.writeView !== 'function') throw new Error(`${file} has no writeView`);
  return built.writeView as Writer;
}

/** Which way it is told; who tells nothing sits at a desk: https://wicg.github.io/ua-client-hints/#sec-ch-ua-mobile */
export function looksWide(headers: IncomingHttpHeaders): boolean {
  const hint = headers['sec-ch-ua-mobile'];
  if (hint === '?1' || hint === '?0') return hint === '?0';
  return !/\bMobi/i.test(headers['user-agent'] ?? '');
}
