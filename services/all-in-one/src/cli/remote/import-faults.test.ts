import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { faultsText, hasLeftOutCells, importFaults, type RowFault } from './import-faults.ts';
import { createPlatformClient } from './platform-client.ts';

const fault = (row: number, code: string): RowFault => ({
  ...{ row, line: row + 1, column: 'partNumber', value: 'A1', message: 'Why.' },
  code,
});
const told = (first: RowFault[], beyond = 0) => {
  const codes = Map.groupBy(first, ({ code }) => code);
  const counts = [...codes].map(([code, { length }]) => ({ code, errors: length }));
  return { first, counts: beyond === 0 ? counts : [{ code: 'beyond', errors: beyond }, ...counts] };
};
const line = (row: number, code: string) => `  line ${row + 1}, partNumber 'A1': Why. (${code})`;

it('tells rows of fitments that wait from rows that are refused', () => {
  const faults = [
    fault(1, 'part-unknown'),
    fault(2, 'required'),
    fault(2, 'vehicle-unknown'),
    fault(3, 'make-unknown'),
  ];
  expect(faultsText('fitments', told(faults, 1_200), 'there')).toBe(
    [
      'Refused:',
      line(2, 'required'),
      line(2, 'vehicle-unknown'),
      'Waiting, and taken in when what they name is known:',
      line(1, 'part-unknown'),
      line(3, 'make-unknown'),
      '  … 1,204 in all (1,200 beyond, 1 part-unknown, 1 required, 1 vehicle-unknown, 1 make-unknown): there',
      '',
    ].join('\n'),
  );
  expect(faultsText('parts', told([fault(2, 'required')]), 'there')).toBe(
    `Refused:\n${line(2, 'required')}\n`,
  );
  expect(faultsText('parts', told([]), 'there')).toBe('');
});

it.each([
  ['stock', 'part-unknown'],
  ['offers', 'part-unknown'],
  ['parts', 'part-unknown'],
  ['vehicles', 'vehicle-unknown'],
])('says of no row of %s that it waits', (kind, code) => {
  expect(faultsText(kind, told([fault(1, code)]), 'there')).toBe(`Refused:\n${line(1, code)}\n`);
});

it('tells cells that were left out of rows that were taken, and only of those', () => {
  const faults = told([
    fault(1, 'cell-left-out'),
    fault(2, 'cell-left-out'),
    fault(2, 'required'),
    fault(3, 'cell-left-out'),
  ]);
  expect(faultsText('parts', faults, 'there')).toBe(
    [
      ...['Refused:', line(2, 'required')],
      ...['Taken without these cells:', line(1, 'cell-left-out'), line(3, 'cell-left-out')],
      '  … 4 in all (3 cell-left-out, 1 required): there',
      '',
    ].join('\n'),
  );
  expect([hasLeftOutCells(faults), hasLeftOutCells(told([fault(1, 'required')]))]).toEqual([true, false]);
});

it('shows ten under each heading, however many the first ones are', () => {
  const cells = Array.from({ length: 40 }, (_, at) => fault(at + 1, 'cell-left-out'));
  const text = faultsText('parts', told([...cells, fault(41, 'required')]), 'there');
  expect(text).toContain(`Refused:\n${line(41, 'required')}\n`);
  expect(text.match(/cell-left-out\)$/gm)).toHaveLength(10);
  expect(text).toContain('41 in all (40 cell-left-out, 1 required)');
});

/** What a platform answers that has these faults, a page at a time. */
async function asked(faults: RowFault[]) {
  const counts = told(faults).counts;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://platform');
    const size = Number(searchParams.get('pageSize'));
    const page = { errors: faults.slice(0, size), nextPageToken: faults.length > size ? 'more' : null };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(pathname.endsWith('/error-codes') ? { counts } : page));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const patience = { patienceMs: 0, signal: new AbortController().signal, onWait: () => undefined };
  try {
    using client = createPlatformClient({ url, key: 'k', env: {}, patience });
    return await importFaults(client, 'parts_1');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it('leaves out a row whose faults go on beyond the page: it may have been refused', async () => {
  const cells = Array.from({ length: 100 }, (_, at) => fault(at + 1, 'cell-left-out'));
  const { first, counts } = await asked([...cells, fault(100, 'required')]);
  expect([first.length, first.at(-1)?.row]).toEqual([99, 99]);
  expect(counts).toEqual([
    { code: 'cell-left-out', errors: 100 },
    { code: 'required', errors: 1 },
  ]);
  expect((await asked(cells)).first).toHaveLength(100);
  expect(
    (await asked([...cells.map((each) => ({ ...each, row: 1 })), fault(1, 'required')])).first,
  ).toHaveLength(100);
  expect(await asked([])).toEqual({ first: [], counts: [] });
});
