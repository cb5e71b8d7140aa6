import { afterEach, beforeEach, expect, test } from 'vitest';
import { named, query, SCHEMA } from '../contract/parts.ts';
import type { SearchEngine } from '../search-engine.ts';
import { ABOUT_ID } from './about.ts';
import { type DocumentedApi, documentedApi, type MadeRequest, type Reply } from './documented-api.fixture.ts';
import { openMeilisearchEngine, processWriterLock } from './index.ts';
import type { WriterLock } from './writer-lock.ts';

const ABOUT = { id: ABOUT_ID, about: JSON.stringify({ layout: 1, schema: SCHEMA }) };

let api: DocumentedApi;
beforeEach(async () => {
  api = await documentedApi();
});
afterEach(() => api[Symbol.asyncDispose]());

async function opened(
  reply: (request: MadeRequest) => Reply | undefined,
  { lock = processWriterLock(), patienceMs = 10_000 }: { lock?: WriterLock; patienceMs?: number } = {},
): Promise<SearchEngine> {
  api.reply = (request) =>
    request.name === 'fetchDocuments'
      ? { status: 200, body: { results: [ABOUT], total: 1 } }
      : reply(request);
  const server = { url: api.url, apiKey: 'some-key-of-16-bytes', patienceMs, taskMs: 300, questionMs: 2_000 };
  return await openMeilisearchEngine({ ...server, index: 'parts', schema: SCHEMA, lock });
}

const made = (name: string) => api.requests.filter((each) => each.name === name);

/** Replies to the first so many requests of a name. */
function first(times: number, name: string, reply: Reply): (request: MadeRequest) => Reply | undefined {
  let left = times;
  return (request) => {
    if (request.name !== name || left === 0) return undefined;
    left -= 1;
    return reply;
  };
}

const failed = (code: string, status = 'failed'): Reply => ({
  status: 200,
  body: { uid: 1, status, error: { code, message: 'm', type: 'system', link: '' } },
});

test.each<[string, Reply]>([
  ['overloaded', { status: 503, code: 'too_many_search_requests' }],
  ['stopped by its proxy', { status: 502, body: 'x' }],
  ['full', { status: 422, code: 'no_space_left_on_device' }],
  ['gone in mid-request', 'drop'],
])('a write is repeated from the start where the server is %s', async (_, reply) => {
  await using engine = await opened(first(2, 'updateDocuments', reply));
  expect(await engine.apply([named('a', 'x')])).toEqual({ applied: 1, ignored: 0 });
  expect(made('updateDocuments')).toHaveLength(3);
  // What became of a write that was not answered shows only once the queue is through.
  expect(made('tasks')).toHaveLength(3);
});

test('a write is given up in time, and told as unavailable', async () => {
  await using engine = await opened(first(99, 'updateDocuments', { status: 500, code: 'internal' }), {
    patienceMs: 400,
  });
  const unavailable = { kind: 'unavailable', code: 'search-server-unavailable' };
  await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject(unavailable);
  expect(made('updateDocuments').length).toBeGreaterThan(1);
});

test('a full disk fails the task: it is tried again, then told', async () => {
  await using passing = await opened(first(1, 'task', failed('no_space_left_on_device')));
  expect(await passing.apply([named('a', 'x')])).toEqual({ applied: 1, ignored: 0 });
  await using lasting = await opened(first(99, 'task', failed('no_space_left_on_device')), {
    patienceMs: 400,
  });
  await expect(lasting.apply([named('a', 'x')])).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'search-task-failed',
    details: { code: 'no_space_left_on_device' },
  });
});

test('a task that was cancelled is sent again', async () => {
  await using engine = await opened(first(1, 'task', failed('', 'canceled')));
  await engine.apply([named('a', 'x')]);
  expect(made('updateDocuments')).toHaveLength(2);
});

test('what the server will never take is told at once, and spares the next', async () => {
  await using engine = await opened(first(1, 'task', failed('invalid_document_id')));
  await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject({ kind: 'conflict' });
  expect(made('updateDocuments')).toHaveLength(1);
  expect(await engine.apply([named('a', 'x')])).toEqual({ applied: 1, ignored: 0 });
});

test('a queue that stands still is given up', async () => {
  const processing = { status: 200, body: { uid: 1, status: 'processing', error: null } };
  await using engine = await opened(first(99, 'task', processing));
  await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'search-task-unfinished',
    details: { taskUid: 1, status: 'processing' },
  });
});

test('what is left in the queue is waited for before anything is read', async () => {
  const left = { uid: 7, status: 'processing', error: null };
  await using engine = await opened(first(1, 'tasks', { status: 200, body: { results: [left] } }));
  api.requests.length = 0;
  await engine.apply([named('a', 'x')]);
  expect(api.requests.map(({ name, path }) => (name === 'task' ? path : name)).slice(0, 4)).toEqual([
    'tasks',
    '/tasks/7',
    'tasks',
    'fetchDocuments',
  ]);
});

test('a payload that is too large goes in halves; one document that is, is told', async () => {
  const big = ({ name, body }: MadeRequest): Reply | undefined =>
    name === 'updateDocuments' && body.length > 2 ? { status: 413, code: 'payload_too_large' } : undefined;
  await using engine = await opened(big);
  await engine.apply(Array.from({ length: 7 }, (_, i) => named(`p${i}`, 'x')));
  const taken = made('updateDocuments').filter(({ body }) => body.length <= 2);
  expect(taken.flatMap(({ body }) => body.map(({ id }: { id: string }) => id))).toEqual(
    Array.from({ length: 7 }, (_, i) => `p${i}`),
  );
  await using narrow = await opened(first(9, 'updateDocuments', { status: 413, code: 'payload_too_large' }));
  await expect(narrow.apply([named('a', 'x')])).rejects.toMatchObject({ kind: 'too-large' });
});

test('nothing is sent once another may write', async () => {
  const lost = new Error('lost');
  let open = true;
  const lock: WriterLock = {
    exclusive: (work) =>
      work(() => {
        if (!open) throw lost;
      }),
  };
  await using engine = await opened(() => undefined, { lock });
  open = false;
  await expect(engine.apply([named('a', 'x')])).rejects.toBe(lost);
  expect(made('updateDocuments')).toEqual([]);
});

test('a question is asked once more, and bounded in time', async () => {
  await using engine = await opened(first(1, 'multiSearch', 'drop'));
  expect((await engine.search(query())).total).toBe(0);
  await using away = await opened(first(9, 'multiSearch', { status: 503 }));
  await expect(away.search(query())).rejects.toMatchObject({ code: 'search-server-unavailable' });
  expect(made('multiSearch')).toHaveLength(4);
  await using gone = await opened(first(9, 'multiSearch', { status: 404, code: 'index_not_found' }));
  await expect(gone.search(query())).rejects.toMatchObject({ code: 'search-index-missing' });
});

test('an index that was built for another schema meanwhile is not written to', async () => {
  await using engine = await opened(() => undefined);
  const about = { id: ABOUT_ID, about: JSON.stringify({ layout: 2, schema: SCHEMA }) };
  api.reply = ({ name }) =>
    name === 'fetchDocuments' ? { status: 200, body: { results: [about], total: 1 } } : undefined;
  await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject({ code: 'index-schema-changed' });
  expect(made('updateDocuments')).toEqual([]);
});
