import { randomUUID } from 'node:crypto';
import { forkProgram } from '@qipei/testing/forked-program';
import { afterAll, beforeAll } from 'vitest';
import { uploadCrashContract } from '../upload-crash.contract.ts';
import { gridFsImportSpool, mongoImportJobs } from './index.ts';
import { startTestMongo, type TestMongo } from './mongo-imports.fixture.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 1);

let running: TestMongo;
beforeAll(async () => {
  running = await startTestMongo();
});
afterAll(() => running[Symbol.asyncDispose]());

uploadCrashContract(
  'MongoDB',
  async () => {
    const database = randomUUID();
    const connection = await running.connect(database);
    const spooled = async (of: string, field: string) =>
      (await connection.collection(`import_upload.${of}`).distinct(field)).map(String);
    const program = new URL('./mongo-upload-crash.fixture.ts', import.meta.url);
    return {
      stores: { store: mongoImportJobs(connection), spool: gridFsImportSpool(connection) },
      names: async () => [
        ...new Set([...(await spooled('files', '_id')), ...(await spooled('chunks', 'files_id'))]),
      ],
      start: (...args) => forkProgram(program, [running.server.url, database, ...args]),
      [Symbol.asyncDispose]: () => connection.close(),
    };
  },
  KILLS,
);
