import { createLogger } from '@qipei/service-kit';
import { beforeAll, expect, it } from 'vitest';
import { tediousWorkbook, workbookOf } from './workbook.fixture.ts';
import { createWorkbookReading } from './workbook-reading.ts';

const LIMITS = {
  ...{ rows: 100, columns: 10, characters: 50, allCharacters: 10_000 },
  unpackedBytes: 64 * 1024 ** 2,
};
const logger = createLogger({ service: 'test', level: 'silent' });
const AMPLE = { threads: 2, heapMb: 96, ms: 60_000, logger };

let list: Buffer;
let tedious: Buffer;
beforeAll(async () => {
  [list, tedious] = await Promise.all([workbookOf([{ OE: '04152-31090' }]), tediousWorkbook()]);
});

const task = (file: Buffer, sheet?: string) => ({ bytes: new Uint8Array(file), sheet, limits: LIMITS });

it('reads in a thread, and what is refused there keeps its code', async () => {
  await using reading = createWorkbookReading(AMPLE);
  expect(await reading.rows(task(list), undefined)).toMatchObject({ rows: [['OE'], ['04152-31090']] });
  await expect(reading.rows(task(Buffer.from('OE\n')), undefined)).rejects.toMatchObject({
    ...{ name: 'DomainError', kind: 'invalid', code: 'not-a-workbook' },
  });
  await expect(reading.rows(task(list, 'Other'), undefined)).rejects.toMatchObject({ code: 'sheet-missing' });
});

it('gives up what takes too long, and goes on with the next', async () => {
  await using reading = createWorkbookReading({ ...AMPLE, threads: 1, ms: 400 });
  await expect(reading.rows(task(tedious), undefined)).rejects.toMatchObject({ code: 'workbook-too-costly' });
  await using patient = createWorkbookReading({ ...AMPLE, threads: 1 });
  expect(await patient.rows(task(list), undefined)).toMatchObject({ truncated: false });
});

it('bears that a thread runs out of memory', async () => {
  await using reading = createWorkbookReading({ ...AMPLE, threads: 1, heapMb: 12 });
  const wide = Array.from({ length: 40 }, (_, at) => [`c${at}`, 'x'.repeat(30_000)] as const);
  const rows = Array.from({ length: 100 }, () => Object.fromEntries(wide));
  const large = { ...task(await workbookOf(rows)) };
  const limits = { ...LIMITS, columns: 40, characters: 30_000, allCharacters: 100_000_000 };
  await expect(reading.rows({ ...large, limits }, undefined)).rejects.toMatchObject({
    code: 'workbook-too-costly',
  });
});

it('says that it can’t read now where no thread begins, and goes on living', async () => {
  const errors: unknown[] = [];
  const told = { error: (fields: unknown) => void errors.push(fields) };
  await using reading = createWorkbookReading({
    ...AMPLE,
    logger: told,
    thread: new URL('data:text/javascript,throw 1'),
  });
  const unavailable = { name: 'DomainError', kind: 'unavailable', code: 'workbooks-unavailable' };
  for (let times = 0; times < 2; times += 1)
    await expect(reading.rows(task(list), undefined)).rejects.toMatchObject(unavailable);
  expect(errors).not.toEqual([]);
});

it('stops when its caller has gone, and has the thread for another', async () => {
  await using reading = createWorkbookReading({ ...AMPLE, threads: 1 });
  const caller = new AbortController();
  const begun = reading.rows(task(tedious), caller.signal);
  const next = reading.rows(task(list), undefined);
  caller.abort();
  await expect(begun).rejects.toMatchObject({ name: 'AbortError' });
  expect(await next).toMatchObject({ rows: [['OE'], ['04152-31090']] });
});
