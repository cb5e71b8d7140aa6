import { VerifyKeyResponse } from '@qipei/contracts/access/v1/access';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tediousWorkbook, workbookOf } from '../http/workbook.fixture.ts';
import { KEY, startBench, verifyFixedKeys } from '../peer-server.fixture.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function rowsOf(body: Buffer | string, query = '', type = XLSX) {
  const init = { method: 'POST', headers: { 'content-type': type }, body: body as unknown as string };
  const response = await bench.get(`/v1/numbers/rows${query}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('tells what stands in a workbook, as text', async () => {
  const file = await workbookOf([{ OE: '04152-31090', 数量: '2' }, { OE: '0415231090' }]);
  expect(await rowsOf(file)).toEqual({
    status: 200,
    body: {
      ...{ sheet: '清单', sheets: ['清单'], truncated: false },
      rows: [['OE', '数量'], ['04152-31090', '2'], ['0415231090']],
    },
  });
  expect(await rowsOf(file, '?sheet=Elsewhere')).toMatchObject({
    status: 400,
    body: { code: 'sheet-missing' },
  });
});

it('says so when there is more than it tells', async () => {
  const names = Array.from({ length: 50 }, (_, at) => `c${at}`);
  const row = Object.fromEntries(names.map((name) => [name, 'x'.repeat(200)]));
  const told = async (count: number) => {
    const { status, body } = await rowsOf(await workbookOf(Array.from({ length: count }, () => row)));
    return [status, (body.rows as string[][]).length, body.truncated];
  };
  // The headings are a row, too, and with a hundred others a million characters are full.
  expect(await told(140)).toEqual([200, 101, true]);
  expect(await told(100)).toEqual([200, 101, false]);
});

it('refuses what it can’t read, with why', async () => {
  const refused = async (...asked: Parameters<typeof rowsOf>) => {
    const { status, body } = await rowsOf(...asked);
    return [status, body.code];
  };
  expect(await refused('04152-31090\n')).toEqual([400, 'not-a-workbook']);
  expect(await refused('')).toEqual([400, 'body-empty']);
  expect(await refused('{}', '', 'application/json')).toEqual([415, 'content-type-unsupported']);
  expect(await refused(Buffer.alloc(4 * 1024 ** 2 + 1))).toEqual([413, 'upload-too-large']);
  // Whatever was refused holds no place.
  const many = await Promise.all(Array.from({ length: 12 }, () => refused(Buffer.from('PK\u0003\u0004'))));
  expect(many.every(([status]) => status === 400 || status === 429)).toBe(true);
  expect(await refused('x')).toEqual([400, 'not-a-workbook']);
});

it('whatever one tenant sends, another’s list is read meanwhile', async () => {
  const other = `qpk_${'c'.repeat(43)}`;
  await using shared = await startBench({
    async verifyKey(request) {
      const answer = await verifyFixedKeys(request.secret === other ? { ...request, secret: KEY } : request);
      return request.secret === other
        ? VerifyKeyResponse.fromPartial({ ...answer, tenant: 'other' })
        : answer;
    },
  });
  const [tedious, list] = await Promise.all([tediousWorkbook(), workbookOf([{ OE: '04152-31090' }])]);
  const gone = new AbortController();
  const send = (body: Buffer, key = KEY, signal?: AbortSignal) =>
    shared
      .get('/v1/numbers/rows', {
        ...{ method: 'POST', headers: { 'content-type': XLSX, authorization: `Bearer ${key}` } },
        ...{ body: body as unknown as string, ...(signal && { signal }) },
      })
      .then(({ status }) => status);
  const loud = [1, 2].map(async () => {
    while (!gone.signal.aborted) await send(tedious, KEY, gone.signal).catch(() => undefined);
  });
  // They hold all that one tenant has.
  await expect.poll(() => send(list)).toBe(429);
  expect(await send(list, other)).toBe(200);
  // Who goes away gives the place back at once.
  gone.abort();
  await Promise.all(loud);
  await expect.poll(() => send(list)).toBe(200);
});
