import { gzipSync } from 'node:zlib';
import { tableWriter } from '@qipei/interchange/tables';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../domain/foreign-id.ts';
import type { ForeignIdCounts, ForeignIds } from '../domain/foreign-ids.ts';
import { readForeignIdFile } from './foreign-id-file.ts';
import { setForeignIdsOfFile } from './foreign-ids.ts';

const read = (file: string | Uint8Array, format = 'auto', mapping = '') =>
  readForeignIdFile({ file: Buffer.from(file), format, mapping });

describe('a table of ids', () => {
  it.each([
    ['CSV', 'id,means\npcdb.partTerminology:1896,brake-pads\n', ''],
    ['Chinese headings', '编号;含义\npcdb.partTerminology:1896;brake-pads\n', ''],
    ['lines of JSON', '{"id":"pcdb.partTerminology:1896","means":"brake-pads"}\n', ''],
    [
      'headings that a mapping explains',
      'PartTerminologyID\tOurs\tPartTerminologyName\n1896\tbrake-pads\tDisc Brake Pad Set\n',
      '{"columns":{"PartTerminologyID":{"field":"id","prefix":"pcdb.partTerminology:"},"Ours":"means"}}',
    ],
  ])('%s', async (_, file, mapping) => {
    for (const each of [file, gzipSync(file)])
      expect((await read(each, 'auto', mapping)).ids).toEqual([
        { foreignId: 'pcdb.partTerminology:1896', value: 'brake-pads' },
      ]);
  });

  it('is read as it was written, in any format', async () => {
    const columns = [{ name: 'id', type: 'text' } as const, { name: 'means', type: 'text' } as const];
    const name = fc.stringMatching(/^[A-Za-z刹车片0-9 ,;"'-]{0,20}[A-Za-z0-9]$/).map((each) => each.trim());
    const rows = fc.array(
      fc.record({ id: fc.nat(99_999).map((id) => `autocare.brand:${id}`), means: name }),
      {
        minLength: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('csv', 'ndjson', 'xlsx'), async (wanted, format) => {
        const pieces: Uint8Array[] = [];
        const writer = tableWriter({ format: format as 'csv', columns });
        for await (const piece of writer.write(wanted)) pieces.push(Buffer.from(piece));
        const { ids } = await read(Buffer.concat(pieces), format);
        expect(ids).toEqual(wanted.map(({ id, means }) => ({ foreignId: id, value: means })));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['nothing', '', /empty/],
    ['headings alone', 'id,means\n', /has no rows/],
    ['other headings', 'a,b\n1,2\n', /'id'/],
    ['a feed', '<?xml version="1.0"?><ACES version="4.2"><Header/></ACES>', /./],
    ['a torn archive', 'PK\u0003\u0004rubbish', /./],
    ['rubbish', '\u0000\u0001\u0002', /./],
  ])('%s is refused with a reason', async (_, file, why) => {
    await expect(read(file)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringMatching(why) });
  });

  it('that unpacks without end, or has more ids than are kept, is refused', async () => {
    const many = `id,means\n${Array.from({ length: 50_001 }, (_, at) => `autocare.brand:${at},B`).join('\n')}\n`;
    await expect(read(many)).rejects.toMatchObject({ code: 'too-many' });
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'id,means\n'), { level: 1 });
    await expect(read(bomb)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('what is wrong with a line', () => {
  const stored: ForeignId[][] = [];
  const counts: ForeignIdCounts = { added: 1, changed: 0, removed: 0, unchanged: 0 };
  const foreignIds = {
    replace: async (_tenant: string, _kind: string, ids: readonly ForeignId[]) => {
      stored.push([...ids]);
      return counts;
    },
  } as unknown as ForeignIds;
  const set = (file: string, kind: 'brand' | 'part-type' | 'attribute' = 'part-type') =>
    setForeignIdsOfFile('t', { kind, format: 'csv', mapping: '', file: Buffer.from(file) }, { foreignIds });

  it('is told by its number, and nothing is changed', async () => {
    const table = (rows: string) => `\nour list\nid,means\n${rows}`;
    await expect(set(table('pcdb.partTerminology:1,brake-pads\n,x\ny,\n'))).rejects.toMatchObject({
      code: 'rows-invalid',
      fields: [
        { field: 'line 5: id', code: 'required' },
        { field: 'line 6: means', code: 'required' },
      ],
    });
    await expect(set(table('pcdb.partTerminology:1,brake-pads\n1896,x\n'))).rejects.toMatchObject({
      code: 'foreign-id-invalid',
      fields: [expect.objectContaining({ field: 'line 5' })],
    });
    await expect(set(table('a.b:1,brake-pads\na.b:1,oil-filter\n'))).rejects.toMatchObject({
      code: 'given-twice',
      message: expect.stringContaining('line 5'),
    });
    await expect(set(table(Array.from({ length: 100 }, () => ',x\n').join('')))).rejects.toMatchObject({
      fields: { length: 20 },
    });
    expect(stored).toEqual([]);
    await expect(set('id,means\npadb.attribute:12, 螺纹 \n', 'attribute')).resolves.toBe(counts);
    expect(stored).toEqual([[{ foreignId: 'padb.attribute:12', value: '螺纹' }]]);
  });
});
