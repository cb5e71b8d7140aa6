import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { systemClock } from '@qipei/kernel';
import { immediateTransaction, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterAll, expect, it } from 'vitest';
import {
  batch,
  deciding,
  PART_FITMENTS_CONTRACT,
  set,
} from '../../domain/part-fitments-repository.contract.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqlitePartFitmentsReader, sqlitePartFitmentsWriter } from './sqlite-part-fitments.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const openFile = (storage: string) =>
  openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: FITMENT_MIGRATIONS });

it.each(Object.entries(PART_FITMENTS_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage, sharedParts) => {
    const db = openFile(storage);
    const writer = sqlitePartFitmentsWriter(db, systemClock);
    return {
      ...{ reader: sqlitePartFitmentsReader(db, sharedParts), writer, visibility: writer, archive: writer },
      events: async () =>
        sqliteOutbox(db)
          .read(100)
          .map(({ key, type, value, topic }) => {
            const { tenant, payload, aggregateId } = readEnvelope(value);
            expect([topic, aggregateId]).toEqual([TOPICS.fitmentPart, key]);
            return { key, type, tenant, payload: Buffer.from(payload).toString() };
          }),
      [Symbol.asyncDispose]: async () => void db.close(),
    };
  }, assert);
});

it('SQLite changes within the caller’s transaction, and is undone with it', async () => {
  const db = openFile('undone');
  const writer = sqlitePartFitmentsWriter(db, systemClock);
  const failing = () =>
    immediateTransaction(db, () => {
      expect(writer.change(batch, ['p1'], deciding([set('a')]))).toBeUndefined();
      throw new Error('undone');
    });
  expect(failing).toThrow('undone');
  expect((await sqlitePartFitmentsReader(db).find('acme', ['p1'])).size).toBe(0);
  expect(sqliteOutbox(db).length()).toBe(0);
  db.close();
});
