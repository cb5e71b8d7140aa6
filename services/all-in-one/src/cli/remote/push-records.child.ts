import { openPushRecords, type PushRecords } from './push-records.ts';

/** Opens the records of the file that it is told, tells whether it has them, and gives them back when it is told so. */
let records: PushRecords | undefined;

process.on('message', async (digest: string) => {
  if (digest === '') {
    await records?.[Symbol.asyncDispose]();
    records = undefined;
    process.send?.('released');
    return;
  }
  const identity = { url: 'http://a', tenant: 't', kind: 'parts', feed: '', parameters: {}, digest };
  try {
    records = await openPushRecords(identity, process.env);
    process.send?.('held');
  } catch (error) {
    process.send?.((error as { code?: string }).code ?? String(error));
  }
});
process.send?.('ready');
