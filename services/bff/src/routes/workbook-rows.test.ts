import { tableWriter } from '@qipei/interchange/tables';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBench } from '../peer-server.fixture.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function workbook(rows: Record<string, string>[]): Promise<Buffer> {
  const columns = ['OE', '数量'].map((name) => ({ name, type: 'text' as const }));
  const pieces = tableWriter({ format: 'xlsx', columns, sheet: '清单' }).write(rows);
  return Buffer.concat(await Array.fromAsync(pieces, (piece) => Buffer.from(piece)));
}

async function rowsOf(body: Buffer | string, query = '', type = XLSX) {
  const init = { method: 'POST', headers: { 'content-type': type }, body: body as unknown as string };
  const response = await bench.get(`/v1/numbers/rows${query}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('tells what stands in a workbook, as text', async () => {
  const file = await workbook([{ OE: '04152-31090', 数量: '2' }, { OE: '0415231090' }]);
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
  const columns = names.map((name) => ({ name, type: 'text' as const }));
  const row = Object.fromEntries(names.map((name) => [name, 'x'.repeat(200)]));
  const told = async (count: number) => {
    const pieces = tableWriter({ format: 'xlsx', columns, sheet: '清单' }).write(
      Array.from({ length: count }, () => row),
    );
    const file = Buffer.concat(await Array.fromAsync(pieces, (piece) => Buffer.from(piece)));
    const { status, body } = await rowsOf(file);
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
  expect(await refused('04152-31090\n')).toEqual([400, 'zip-damaged']);
  expect(await refused('')).toEqual([400, 'body-empty']);
  expect(await refused('{}', '', 'application/json')).toEqual([415, 'content-type-unsupported']);
  expect(await refused(Buffer.alloc(4 * 1024 ** 2 + 1))).toEqual([413, 'upload-too-large']);
  // Whatever was refused holds no place.
  const many = await Promise.all(Array.from({ length: 12 }, () => refused(Buffer.from('PK\u0003\u0004'))));
  expect(many.every(([status]) => status === 400 || status === 429)).toBe(true);
  expect(await refused('x')).toEqual([400, 'zip-damaged']);
});
