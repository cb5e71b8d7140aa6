import type { ImportJob } from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { invalidField } from '../http/problem.ts';
import { IMPORT_OWNERS, type ImportOwner } from '../peers.ts';

export type ListPage = (
  owner: ImportOwner,
  page: { pageSize: number; pageToken: string },
) => Promise<{ jobs: ImportJob[]; nextPageToken: string }>;

/** How far one service's list has been read: the token of a page, and the last of its jobs that was given out. */
const Cursor = z.object({ token: z.string(), after: z.string() }).nullable();
const Cursors = z.strictObject({ catalog: Cursor, fitment: Cursor, inventory: Cursor });
type Cursor = z.infer<typeof Cursor>;

/** Pages that may be new since the token was given out, before it is taken for one that is too old. */
const MAX_CATCH_UP = 20;

/**
 * One page of several lists, newest first. Each list keeps its own order and continues behind its own last job, so
 * nothing comes twice or is left out when new jobs arrive between two pages.
 */
export async function mergeImports(
  request: { pageSize: number; pageToken: string | undefined },
  list: ListPage,
): Promise<{ jobs: ImportJob[]; nextPageToken: string | null }> {
  const cursors = readCursors(request.pageToken);
  const lists = await Promise.all(
    IMPORT_OWNERS.map((owner) => readOn(owner, cursors[owner], request.pageSize, list)),
  );
  const jobs: ImportJob[] = [];
  while (jobs.length < request.pageSize) {
    // Which job is the newest is known only while every list that goes on shows its next one.
    for (const [i, { owner, waiting, more, nextToken }] of lists.entries()) {
      if (waiting.length === 0 && more)
        lists[i] = await readOn(owner, { token: nextToken, after: '' }, request.pageSize, list);
    }
    const newest = lists.reduce((best, next) => (madeAt(next) > madeAt(best) ? next : best));
    const job = newest.waiting.shift();
    if (job === undefined) break;
    newest.cursor = { token: newest.token, after: job.jobId };
    jobs.push(job);
  }
  const next = Object.fromEntries(
    lists.map(({ owner, waiting, more, nextToken, cursor }) => {
      if (waiting.length > 0) return [owner, cursor];
      return [owner, more ? { token: nextToken, after: '' } : null];
    }),
  );
  const done = Object.values(next).every((cursor) => cursor === null);
  return { jobs, nextPageToken: done ? null : Buffer.from(JSON.stringify(next)).toString('base64url') };
}

interface ListState {
  owner: ImportOwner;
  waiting: ImportJob[];
  token: string;
  nextToken: string;
  more: boolean;
  cursor: Cursor;
}

async function readOn(
  owner: ImportOwner,
  cursor: Cursor,
  pageSize: number,
  list: ListPage,
): Promise<ListState> {
  if (cursor === null) return { owner, waiting: [], token: '', nextToken: '', more: false, cursor };
  let { token } = cursor;
  for (let pages = 0; pages < MAX_CATCH_UP; pages += 1) {
    const { jobs, nextPageToken } = await list(owner, { pageSize, pageToken: token });
    const at = cursor.after === '' ? -1 : jobs.findIndex(({ jobId }) => jobId === cursor.after);
    const found = cursor.after === '' || at !== -1;
    const waiting = jobs.slice(at + 1);
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
    if (found) return readOn(owner, { token, after: '' }, pageSize, list);
  }
  throw tokenInvalid();
}

function madeAt({ waiting: [job] }: ListState): number {
  return job === undefined ? Number.NEGATIVE_INFINITY : (job.createdAt?.getTime() ?? 0);
}

function readCursors(pageToken: string | undefined): z.infer<typeof Cursors> {
  if (pageToken === undefined) {
    const start = { token: '', after: '' };
    return { catalog: start, fitment: start, inventory: start };
  }
  try {
    return Cursors.parse(JSON.parse(Buffer.from(pageToken, 'base64url').toString('utf8')));
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
