import { z } from 'zod';
import { invalidField } from '../http/problem.ts';

interface PageOf<T> {
  items: T[];
  nextPageToken: string;
}
type ListOf<O extends string, T> = (
  owner: O,
  page: { pageSize: number; pageToken: string },
) => Promise<PageOf<T>>;
type MarkOf<T> = (item: T) => { id: string; createdAt: Date | undefined };

/** How far one service's list has been read: the token of a page, and the last of its items that was given out. */
const Cursor = z.object({ token: z.string(), after: z.string() }).nullable();
type Cursor = z.infer<typeof Cursor>;

/** Pages that may be new since the token was given out, before it is taken for one that is too old. */
const MAX_CATCH_UP = 20;

/**
 * One page of several lists, newest first. Each list keeps its own order and continues behind its own last item, so
 * nothing comes twice or is left out when new items arrive between two pages.
 */
export async function mergeLists<O extends string, T>(
  owners: readonly O[],
  request: { pageSize: number; pageToken: string | undefined },
  markOf: MarkOf<T>,
  list: ListOf<O, T>,
): Promise<{ items: T[]; nextPageToken: string | null }> {
  const cursors = readCursors(owners, request.pageToken);
  const readOn = (owner: O, cursor: Cursor) => readList({ owner, cursor, markOf, list, ...request });
  const lists = await Promise.all(owners.map((owner) => readOn(owner, cursors.get(owner) ?? null)));
  const items: T[] = [];
  while (items.length < request.pageSize) {
    // Which item is the newest is known only while every list that goes on shows its next one.
    for (const [i, { owner, waiting, more, nextToken }] of lists.entries()) {
      if (waiting.length === 0 && more) lists[i] = await readOn(owner, { token: nextToken, after: '' });
    }
    const newest = lists.reduce((best, next) => (madeAt(next, markOf) > madeAt(best, markOf) ? next : best));
    const item = newest.waiting.shift();
    if (item === undefined) break;
    newest.cursor = { token: newest.token, after: markOf(item).id };
    items.push(item);
  }
  const next = Object.fromEntries(
    lists.map(({ owner, waiting, more, nextToken, cursor }) => {
      if (waiting.length > 0) return [owner, cursor];
      return [owner, more ? { token: nextToken, after: '' } : null];
    }),
  );
  const done = Object.values(next).every((cursor) => cursor === null);
  return { items, nextPageToken: done ? null : Buffer.from(JSON.stringify(next)).toString('base64url') };
}

interface ListState<O, T> {
  owner: O;
  waiting: T[];
  token: string;
  nextToken: string;
  more: boolean;
  cursor: Cursor;
}

async function readList<O extends string, T>(read: {
  owner: O;
  cursor: Cursor;
  pageSize: number;
  markOf: MarkOf<T>;
  list: ListOf<O, T>;
}): Promise<ListState<O, T>> {
  const { owner, cursor, pageSize, markOf, list } = read;
  if (cursor === null) return { owner, waiting: [], token: '', nextToken: '', more: false, cursor };
  let { token } = cursor;
  for (let pages = 0; pages < MAX_CATCH_UP; pages += 1) {
    const { items, nextPageToken } = await list(owner, { pageSize, pageToken: token });
    const at = cursor.after === '' ? -1 : items.findIndex((item) => markOf(item).id === cursor.after);
    const found = cursor.after === '' || at !== -1;
    const waiting = items.slice(at + 1);
    const state = {
      owner,
      waiting,
      token,
      nextToken: nextPageToken,
      more: nextPageToken !== '',
      cursor: { token, after: cursor.after },
    };
    if (found && waiting.length > 0) return state;
    if (nextPageToken === '') return { ...state, waiting: found ? waiting : [] };
    token = nextPageToken;
    if (found) return readList({ ...read, cursor: { token, after: '' } });
  }
  throw tokenInvalid();
}

function madeAt<O, T>({ waiting: [item] }: ListState<O, T>, markOf: MarkOf<T>): number {
  return item === undefined ? Number.NEGATIVE_INFINITY : (markOf(item).createdAt?.getTime() ?? 0);
}

function readCursors<O extends string>(owners: readonly O[], pageToken: string | undefined): Map<O, Cursor> {
  if (pageToken === undefined) return new Map(owners.map((owner) => [owner, { token: '', after: '' }]));
  const Cursors = z.strictObject(Object.fromEntries(owners.map((owner) => [owner, Cursor])));
  try {
    const read = Cursors.parse(JSON.parse(Buffer.from(pageToken, 'base64url').toString('utf8')));
    return new Map(owners.map((owner) => [owner, read[owner] ?? null]));
  } catch {
    throw tokenInvalid();
  }
}

function tokenInvalid() {
  return invalidField(
    'pageToken',
    'page-token-invalid',
    'The page token was not given by this list or is too old.',
  );
}
