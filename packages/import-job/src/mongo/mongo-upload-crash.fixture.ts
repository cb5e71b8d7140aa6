import { openMongo } from '@qipei/mongo';
import { killedAt } from '@qipei/testing/forked-program';
import { takeUpload } from '../upload-sender.fixture.ts';
import { gridFsImportSpool, mongoImportJobs } from './index.ts';

/** A replica that takes an upload in until it is killed, by itself when it has passed a named point so many times. */
const [url = '', database = '', tenant = '', uploadId = '', crashPoint = '', passes = '1'] =
  process.argv.slice(2);
const connection = await openMongo({ url, database });
// Nothing of an upload that is needed is so young that it is left for that alone.
const stores = {
  store: mongoImportJobs(connection),
  spool: gridFsImportSpool(connection, { orphanMs: 0 }),
};
await takeUpload(stores, { tenant, uploadId, pass: killedAt(crashPoint, Number(passes)) });
await connection.close();
