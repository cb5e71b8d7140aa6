// A service and a consumer in one process, killed at a named point; run by crash.test.ts.
//   crash.child.ts <folder> <round> <point> <nth time>
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { immediateTransaction, openDatabase, sqliteInbox, sqliteOutbox } from '@qipei/sqlite';
import { APPLIED_MIGRATIONS, type CrashPoint, SAVED_MIGRATIONS } from './crash.schema.ts';
import { startRelay } from './relay.ts';
import { openSqliteEventLog } from './sqlite/index.ts';

const [, , folder = '', round = '', crashPoint = 'none', nth = '1'] = process.argv;
let passes = Number(nth);

function crashAt(point: CrashPoint): void {
  if (point !== crashPoint) return;
  passes -= 1;
  if (passes === 0) process.kill(process.pid, 'SIGKILL');
}

const service = openDatabase({ file: join(folder, 'service.db'), migrations: SAVED_MIGRATIONS });
const consumer = openDatabase({ file: join(folder, 'consumer.db'), migrations: APPLIED_MIGRATIONS });
const outbox = sqliteOutbox(service);
const inbox = sqliteInbox(consumer);
const log = openSqliteEventLog({ file: join(folder, 'events.db') });

const relay = startRelay({
  outbox: {
    read: outbox.read,
    remove(sequences) {
      crashAt('after-publish-before-remove');
      outbox.remove(sequences);
      crashAt('after-remove');
    },
  },
  log: {
    append(topic, records) {
      crashAt('before-publish');
      const appended = log.append(topic, records);
      crashAt('while-publishing');
      return appended;
    },
  },
  onError(error) {
    throw error;
  },
});

const apply = consumer.prepare('INSERT INTO applied (id, key) VALUES (?, ?)');
const subscription = await log.subscribe({
  topics: ['parts'],
  group: 'consumer',
  maxBatch: 7,
  handler(records) {
    crashAt('before-handling');
    immediateTransaction(consumer, () => {
      for (const { id, key } of records) if (inbox.accept('consumer', id)) apply.run(id, key);
    });
    crashAt('after-handling-before-commit');
  },
});

const saved = service.prepare('INSERT INTO saved (id, key) VALUES (?, ?)');
if (crashPoint !== 'none') {
  for (let i = 0; i < 30; i += 1) {
    immediateTransaction(service, () => {
      for (let j = 0; j <= i % 3; j += 1) {
        const key = `${round}-${(i + j) % 4}`;
        const id = randomUUID();
        saved.run(id, key);
        outbox.add('parts', { key, id, type: 'qipei.test.v1.Saved', value: new Uint8Array(20) });
      }
      if (i > 14) crashAt('while-saving');
    });
    relay.wake();
    if (i % 5 === 0) await new Promise(setImmediate);
  }
}
await relay.drained();
await subscription.caughtUp();
await relay[Symbol.asyncDispose]();
await log[Symbol.asyncDispose]();
service.close();
consumer.close();
