import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { exclusively } from '../deliver.ts';
import type { LogRecord } from '../event-log.ts';
import { groupStore } from './group-store.ts';
import { partition } from './partition.ts';
import { recordStore } from './record-store.ts';
import { EVENT_LOG_MIGRATIONS } from './schema.ts';
import { type TurnCommit, turnCommit } from './turn-commit.ts';

test('a follower waits where the disk has no room to note how far it is, and goes on from there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
  const db = openDatabase({ file: join(folder, 'events.db'), migrations: EVENT_LOG_MIGRATIONS });
  try {
    const records = recordStore(db);
    const topicId = records.ensureTopic('parts');
    const one = (id: string) => ({ key: 'k', id, type: 't', value: new Uint8Array(10) });
    records.append(topicId, [one('a'), one('b')], new Date());
    const group = groupStore(db, 'index', 'parts', topicId);
    const claimed = group.claim();
    const commits = turnCommit(db);
    let refused = 0;
    const withoutRoom: TurnCommit = {
      ...commits,
      run: async (work) => {
        if (refused === 2) return await commits.run(work);
        refused += 1;
        db.pragma('max_page_count = 1');
        try {
          return await commits.run(() => {
            db.exec('CREATE TABLE larger (body BLOB); INSERT INTO larger VALUES (zeroblob(1000000))');
            return work();
          });
        } finally {
          db.pragma('max_page_count = 1000000');
        }
      },
    };
    const stop = new AbortController();
    const seen: string[] = [];
    const follower = partition({
      topic: 'parts',
      topicId,
      claimed,
      options: {
        topics: ['parts'],
        group: 'index',
        handler: async (given: readonly LogRecord[]) => void seen.push(...given.map(({ id }) => id)),
      },
      records,
      group,
      commits: withoutRoom,
      exclusive: exclusively(),
      stopping: stop.signal,
    });
    const ended = follower.run();
    await follower.caughtUp();
    expect(refused).toBe(2);
    expect(seen).toEqual(['a', 'b']);
    expect(group.position()?.position).toBe(records.head(topicId));
    stop.abort();
    await ended;
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
});
