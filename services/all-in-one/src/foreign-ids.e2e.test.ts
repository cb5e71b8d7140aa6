import { tableWriter } from '@qipei/interchange/tables';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
}, 120_000);
afterAll(() => platform[Symbol.asyncDispose]());

async function put(path: string, type: string, file: string | Uint8Array) {
  const response = await fetch(`${platform.url}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${platform.keys.otherTenant}`, 'content-type': type },
    body: typeof file === 'string' ? file : new Uint8Array(file),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('what foreign ids mean is said by a table as well as by JSON', async () => {
  const rows = 'brand,partNumber,partType\nTabled,T-1,pcdb.partTerminology:991896\n';
  await platform.otherTenant.importFile('parts', 'csv', rows);
  const mapping = {
    columns: { PartTerminologyID: { field: 'id', prefix: 'pcdb.partTerminology:' }, Ours: 'means' },
  };
  const path = `/v1/part-type-ids?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
  const csv = await put(
    path,
    'text/csv; charset=utf-8',
    'PartTerminologyID,Ours\n991896,刹车片\n995340,oil-filter\n',
  );
  expect(csv).toEqual({ status: 200, body: { added: 2, changed: 0, removed: 0, unchanged: 0 } });
  const part = async () =>
    (await platform.otherTenant.get('/v1/numbers/T-1?make=Tabled')).body.matches[0].part.partTypeId;
  await vi.waitUntil(async () => (await part()) === 'brake-pads', { timeout: 30_000 });

  const writer = tableWriter({
    ...{
      format: 'xlsx',
      columns: [
        { name: 'id', type: 'text' },
        { name: 'means', type: 'text' },
      ],
    },
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of writer.write([{ id: 'autocare.brand:TBLD', means: 'Tabled' }]))
    pieces.push(Buffer.from(piece));
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(await put('/v1/brand-ids', type, Buffer.concat(pieces))).toMatchObject({
    status: 200,
    body: { added: 1 },
  });
  const json = JSON.stringify({ ids: [{ id: 'padb.attribute:12', means: 'Thread' }] });
  expect(await put('/v1/attribute-ids', 'application/json', json)).toMatchObject({
    status: 200,
    body: { added: 1 },
  });
  const listed = await platform.otherTenant.get('/v1/attribute-ids');
  expect(listed.body).toEqual({ ids: [{ id: 'padb.attribute:12', means: 'Thread' }], nextPageToken: null });
  expect((await platform.distributor.get('/v1/attribute-ids')).body.ids).toEqual([]);
});

it('a faulty table changes nothing, and says where it is at fault', async () => {
  const before = (await platform.otherTenant.get('/v1/brand-ids')).body;
  expect(await put('/v1/brand-ids', 'text/csv', 'id,means\nautocare.brand:AAAA,A\nAAAB,B\n')).toMatchObject({
    status: 400,
    body: { code: 'foreign-id-invalid', errors: [{ field: 'line 3' }] },
  });
  for (const [type, file, status, code] of [
    ['text/csv', '', 400, 'empty-file'],
    ['application/xml', '<a/>', 415, 'content-type-unsupported'],
    ['text/csv; charset=ebcdic', 'id,means\n', 415, 'charset-unsupported'],
    ['application/octet-stream', 'PK\u0003\u0004', 400, 'zip-damaged'],
    ['text/csv', `id,means\n${'autocare.brand:AAAA,A\n'.repeat(400_000)}`, 413, 'upload-too-large'],
  ] as const)
    expect(await put('/v1/brand-ids', type, file)).toMatchObject({ status, body: { code } });
  expect((await platform.otherTenant.get('/v1/brand-ids')).body).toEqual(before);
});
