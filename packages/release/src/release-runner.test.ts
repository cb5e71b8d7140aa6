import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { immediateTransaction, OUTBOX_MIGRATION, openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReleaseContent } from './release-content.ts';
import { startReleaseRunner } from './release-runner.ts';
import { diffOf, releaseOf } from './release-store.contract.ts';
import { RELEASE_MIGRATIONS, type SqliteReleases, sqliteReleases } from './sqlite/index.ts';

let opened: DisposableStack;
let releases: SqliteReleases;
let journal: string[];
let content: ReleaseContent;

beforeEach(() => {
  opened = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'release-runner-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const migrations = [OUTBOX_MIGRATION, ...RELEASE_MIGRATIONS];
  const db = openDatabase({ file: join(folder, 'a.db'), migrations });
  opened.defer(() => db.close());
  releases = sqliteReleases(db, { kind: 'parts', topic: 'test.release' });
  journal = [];
  const told = (word: string, id: string) => void journal.push(`${word} ${id}`);
  content = {
    changes: async () => ({ items: [], nextPageToken: '' }),
    publish: ({ id }, context) =>
      immediateTransaction(db, () => {
        told('publish', id);
        releases.published(id, context);
      }),
    rollBack: ({ id }, context) => {
      told('roll back', id);
      releases.rolledBack(id, 0, context);
    },
    forget: ({ id }, what) => {
      told(`forget ${what}`, id);
      return journal.filter((line) => line.startsWith('forget')).length > 1;
    },
  };
});
afterEach(() => opened[Symbol.dispose]());

const silent = { info() {}, warn() {}, error() {} };
const now = new Date();

function run(over: Partial<Parameters<typeof startReleaseRunner>[0]> = {}) {
  const importFailure = async () => undefined;
  const base = {
    kind: 'parts',
    releases,
    content,
    importFailure,
    logger: silent,
    pollMs: 60_000,
    backoffMs: 1,
  };
  return startReleaseRunner({ ...base, ...over });
}

function stage(over = {}) {
  const start = releaseOf('a', over);
  releases.begin(start, now);
  releases.staged(start.id, diffOf(), now);
  return start.id;
}

const stateOf = async (id: string) => (await releases.get('a', id)).state;

test('publishes and rolls back what was asked for, also before it started', async () => {
  const id = stage({ automatic: true });
  await using _runner = run();
  await vi.waitFor(async () => expect(await stateOf(id)).toBe('published'), 30_000);
  await releases.askToRollBack('a', id, now);
  await vi.waitFor(async () => expect(await stateOf(id)).toBe('rolled-back'), 30_000);
  expect(journal.filter((line) => !line.startsWith('forget'))).toEqual([`publish ${id}`, `roll back ${id}`]);
});

test('waits out a storage that is away, and gives up on a fault without losing the release', async () => {
  const id = stage({ automatic: true });
  let attempts = 0;
  const { publish } = content;
  content.publish = (release, context) => {
    attempts += 1;
    if (attempts < 3) throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    return publish(release, context);
  };
  await using _runner = run();
  await vi.waitFor(async () => expect(await stateOf(id)).toBe('published'), 30_000);
  expect(attempts).toBe(3);
  content.rollBack = () => {
    throw new RangeError('a bug');
  };
  await releases.askToRollBack('a', id, now);
  const failure = expect.stringMatching(/^internal-error: /);
  await vi.waitFor(
    async () => expect(await releases.get('a', id)).toMatchObject({ state: 'published', failure }),
    30_000,
  );
});

test('fails a release whose import ended, and forgets what is over in pieces', async () => {
  const start = releaseOf('a');
  releases.begin(start, now);
  await using runner = run({ importFailure: async () => 'import-cancelled: It was cancelled.' });
  runner.wake();
  const state = { state: 'failed', failure: 'import-cancelled: It was cancelled.', content: 'gone' };
  await vi.waitFor(async () => expect(await releases.get('a', start.id)).toMatchObject(state), 30_000);
  expect(journal).toEqual([`forget all ${start.id}`, `forget all ${start.id}`]);
});
