import { killedAt } from '@qipei/testing/forked-program';
import { fileImportSpool } from './file-import-spool.ts';
import { openItems } from './item-import.fixture.ts';
import { sqliteImportJobs } from './sqlite/index.ts';
import { takeUpload } from './upload-sender.fixture.ts';

/** A process that takes an upload in until it is killed, by itself when it has passed a named point so many times. */
const [folder = '', tenant = '', uploadId = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const stores = {
  store: sqliteImportJobs(openItems(folder)),
  spool: fileImportSpool({ directory: `${folder}/spool` }),
};
await takeUpload(stores, { tenant, uploadId, pass: killedAt(crashPoint, Number(passes)) });
