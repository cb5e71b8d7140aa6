import { InvalidInput } from '@qipei/kernel';

export interface PageRequest {
  /** 0 means the default of 50; at most 1,000. */
  pageSize: number;
  /** Empty for the first page. */
  pageToken: string;
}

export interface Page<T> {
  items: T[];
  /** Empty on the last page. */
  nextPageToken: string;
}

const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

export function readPageRequest(request: PageRequest): { size: number; after: number | undefined } {
  const { pageSize, pageToken } = request;
  if (!Number.isInteger(pageSize) || pageSize < 0) {
    throw new InvalidInput(
      'page_size',
      'page-size-invalid',
      'The page size is a whole number from 1 to 1000.',
    );
  }
  const size = pageSize === 0 ? DEFAULT_SIZE : Math.min(pageSize, MAX_SIZE);
  if (pageToken === '') return { size, after: undefined };
  const key = /^p(\d{1,15})$/.exec(Buffer.from(pageToken.slice(0, 40), 'base64url').toString('latin1'))?.[1];
  if (key === undefined)
    throw new InvalidInput(
      'page_token',
      'page-token-invalid',
      'The page token is not one that was given out.',
    );
  return { size, after: Number(key) };
}

/** `found` holds one item more than the page where there is a next one. */
export function toPage<T>(found: T[], size: number, keyOf: (item: T) => number): Page<T> {
  const items = found.slice(0, size);
  const last = items.at(-1);
  const more = found.length > size && last !== undefined;
  return { items, nextPageToken: more ? Buffer.from(`p${keyOf(last)}`).toString('base64url') : '' };
}
