import type { Page, PageRequest } from '@qipei/import-job';
import { InvalidInput } from '@qipei/kernel';
import type { Release } from './release.ts';

const DEFAULT_SIZE = 50;
const MAX_SIZE = 1_000;
/** Behind every id. */
const END = '~';

/** Newest first: by id, which sorts by time. */
export function readReleasePage(request: PageRequest): { size: number; before: string } {
  const { size, after } = readKeyPage(request);
  return { size, before: after === '' ? END : after };
}

export function toReleasePage(found: Release[], size: number): Page<Release> {
  return toKeyPage(found, size, ({ id }) => id);
}

/**
 * A page behind a key, which is any text; empty for the first.
 * @throws InvalidInput
 */
export function readKeyPage({ pageSize, pageToken }: PageRequest): { size: number; after: string } {
  if (!Number.isInteger(pageSize) || pageSize < 0) {
    const message = 'The page size is a whole number from 1 to 1000.';
    throw new InvalidInput('page_size', 'page-size-invalid', message);
  }
  const size = pageSize === 0 ? DEFAULT_SIZE : Math.min(pageSize, MAX_SIZE);
  if (pageToken === '') return { size, after: '' };
  const key = /^k(.{1,400})$/su.exec(
    Buffer.from(pageToken.slice(0, 2_000), 'base64url').toString('utf8'),
  )?.[1];
  if (key === undefined)
    throw new InvalidInput(
      'page_token',
      'page-token-invalid',
      'The page token is not one that was given out.',
    );
  return { size, after: key };
}

/** `found` holds one item more than the page where there is a next one. */
export function toKeyPage<T>(found: T[], size: number, keyOf: (item: T) => string): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  const more = found.length > size && last !== undefined;
  return { items, nextPageToken: more ? Buffer.from(`k${keyOf(last)}`).toString('base64url') : '' };
}
