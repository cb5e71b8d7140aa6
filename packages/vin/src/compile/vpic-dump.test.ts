import { readdirSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { smallDumpRows } from '../testing/small-dump.ts';
import { DUMP_HEAD, DUMP_TAIL, dumpBlocksOf, vpicDumpText } from '../testing/vpic-dump-text.ts';
import { compileTable } from './compile-vin-table.ts';
import { openVpicDump, type VpicDumpOptions } from './vpic-dump.ts';
import { VpicDumpError, type VpicDumpFault } from './vpic-dump-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qipei-dump-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function file(content: string | Uint8Array, name = 'vPICList_lite_2026_02.sql'): Promise<string> {
  const path = join(folder, `${files}-${name}`);
  files += 1;
  await writeFile(path, content);
  return path;
}

async function rowsOf(content: string | Uint8Array, sql: string, name?: string): Promise<unknown[]> {
  await using dump = await openVpicDump(await file(content, name));
  return dump.db.prepare(sql).raw().all();
}

async function faultOf(
  content: string | Uint8Array,
  options?: VpicDumpOptions,
): Promise<{ code: VpicDumpFault; message: string; line: number | undefined }> {
  const fault = await openVpicDump(await file(content), options).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(VpicDumpError);
  const { code, message, line } = fault as VpicDumpError;
  return { code, message, line };
}

const rows = smallDumpRows('EX');
const text = vpicDumpText(rows);
const lineOf = (content: string, part: string): number =>
  content.slice(0, content.indexOf(part)).split('\n').length;

/** The dump with the data of one block replaced. */
function withBlock(table: string, columns: string, lines: string[]): string {
  const blocks = dumpBlocksOf(rows).filter((block) => !block.includes(`COPY vpic.${table} (`));
  return `${DUMP_HEAD}${blocks.join('')}COPY vpic.${table} ${columns}FROM stdin;\n${lines.join('\n')}\n\\.\n${DUMP_TAIL}`;
}

function zipOf(entries: { name: string; content: Buffer; crc?: number; size?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, crc = crc32(content), size = content.length } of entries) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(20, 0), fields, place, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from('PK\x05\x06'), end]);
}

describe('a dump', () => {
  test('gives its tables under the names of the documentation, and says where they are from', async () => {
    await using dump = await openVpicDump(await file(text));
    expect(dump).toMatchObject({ source: 'vpic-dump', release: '2026-02' });
    expect(dump.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(dump.db.prepare('SELECT * FROM Element WHERE Id = 5').get()).toEqual({
      ...{ Id: 5, Name: 'Body Class', Code: 'BodyClass', LookupTable: 'BodyStyle' },
      ...{ IsPrivate: 0, DataType: 'lookup', Decode: 'Yes', Weight: 20 },
    });
    const tables = dump.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    expect(tables).toEqual(expect.arrayContaining(['Pattern', 'Wmi_VinSchema', 'BodyStyle', 'FuelType']));
    // Without rows there is nothing to go by.
    expect(tables).not.toContain('VinException');
    expect(() => dump.db.exec('DELETE FROM Pattern')).toThrow('readonly');
  });

  test('may lie there as text, in gzip and in an archive', async () => {
    const packed = {
      'vPICList_lite_2026_02.sql': text,
      'vPICList_lite_2026_02.sql.gz': gzipSync(text),
      'other.zip': zipOf([{ name: 'vPICList_lite_2026_02.sql', content: Buffer.from(text) }]),
      'with-notes.zip': zipOf([
        { name: 'README.txt', content: Buffer.from('read me') },
        { name: 'folder/vPICList_lite_2026_02.SQL', content: Buffer.from(text) },
      ]),
    };
    for (const [name, content] of Object.entries(packed)) {
      await using dump = await openVpicDump(await file(content, name));
      expect(dump.release, name).toBe('2026-02');
      expect(dump.db.prepare('SELECT count(*) FROM Pattern').pluck().get(), name).toBe(6);
    }
  });

  test('of another name goes by its newest row', async () => {
    await using dump = await openVpicDump(await file(text, 'dump.sql'));
    expect(dump.release).toBe('2015-03');
  });

  test('may end its lines with CRLF, begin with a byte order mark and come in pieces of any size', async () => {
    const wanted = await rowsOf(text, 'SELECT * FROM Pattern');
    expect(await rowsOf(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'SELECT * FROM Pattern')).toEqual(wanted);
    // gzip gives a piece for each flush.
    const pieces = Buffer.concat(text.match(/[\s\S]{1,17}/g)?.map((piece) => gzipSync(piece)) ?? []);
    expect(await rowsOf(pieces, 'SELECT * FROM Pattern')).toEqual(wanted);
  });

  test('may be of any schema, quote its names, and write COPY in any case', async () => {
    const other = text
      .replaceAll('COPY vpic.', 'copy "Vehicle data".')
      .replaceAll('FROM stdin;', 'from STDIN ;')
      .replace('.pattern (id, vinschemaid', '."Pattern" ("Id", "VinSchemaId"');
    expect(await rowsOf(other, 'SELECT count(*) FROM Pattern')).toEqual([[6]]);
  });

  test('may have its columns in any order, some more, and name them in CREATE TABLE alone', async () => {
    const sql = 'SELECT Id, Name, LookupTable FROM Element';
    const element = '28\tx\tModel\tModel\t7\tf\t\\N\tYes\t100\tModel';
    const list =
      '(id, colour, name, code, "Size, in ""mm""", isprivate, datatype, decode, weight, lookuptable) ';
    expect(await rowsOf(withBlock('element', list, [element]), sql)).toEqual([[28, 'Model', 'Model']]);
    const create = `CREATE TABLE vpic.element (
    id integer NOT NULL,
    colour character varying(10) DEFAULT 'a, (b)'::character varying,
    name text, -- in English, with a comma
    code text, "Size, in ""mm""" numeric(10,2), isprivate boolean,
    datatype text, decode text, weight integer, lookuptable text,
    both text GENERATED ALWAYS AS (upper((name)::text)) STORED,
    CONSTRAINT pk_element PRIMARY KEY (id)
);\n`;
    const declared = withBlock('element', '', [element]).replace('COPY vpic.element', `${create}$&`);
    expect(await rowsOf(declared, sql)).toEqual([[28, 'Model', 'Model']]);
    const unsaid = await faultOf(withBlock('element', '', [element]));
    expect(unsaid).toMatchObject({ code: 'vpic-dump-version', message: expect.stringContaining('columns') });
  });

  test('has its escapes read as PostgreSQL writes them', async () => {
    const fields: [string, string | null][] = [
      ['plain', 'plain'],
      ['\\N', null],
      ['\\\\N', '\\N'],
      ['tab\\tline\\nreturn\\rback\\bform\\fvertical\\v.', 'tab\tline\nreturn\rback\bform\fvertical\v.'],
      ['slash \\\\ and \\\\t', 'slash \\ and \\t'],
      ['\\101\\x42\\x4a\\60', 'ABJ0'],
      ['\\303\\274 \\xe6\\xb1\\xBD \\360\\237\\232\\227', 'ü 汽 🚗'],
      ['🚗\\303\\274🚗', '🚗ü🚗'],
      ['\\a\\.\\ü', 'a.ü'],
      ['\\x', 'x'],
      ['a\\\tb', 'a\tb'],
      ['\\\\\tend', '\\'],
      ['two\\\nlines', 'two\nlines'],
      ['', ''],
    ];
    for (const [written, meant] of fields) {
      // A tab behind an even number of backslashes ends the field.
      const [field, rest] = written.startsWith('\\\\\t') ? written.split('\t') : [written, undefined];
      const line = `5\t${field}\t${rest ?? 'code'}`;
      const content = withBlock('bodystyle', '(id, other, name) ', [
        line.replace(`\t${rest ?? 'code'}`, '\tName'),
      ]);
      expect(await rowsOf(content, 'SELECT Id, Name FROM BodyStyle'), written).toEqual([[5, 'Name']]);
      const element = withBlock(
        'element',
        '(id, name, code, lookuptable, isprivate, datatype, decode, weight) ',
        [`28\tModel\t${field}\tModel\tf\t\\N\t\\N\t1`],
      );
      expect(await rowsOf(element, 'SELECT Code FROM Element'), written).toEqual([[meant]]);
    }
  });

  test('has tables, functions and psql commands of which nothing is taken', async () => {
    const rest = `\\connect vpic
CREATE FUNCTION vpic.f() RETURNS text LANGUAGE plpgsql AS $_$
begin
COPY vpic.pattern (id) FROM stdin;
\\.
  /* not a comment's end: */ return $$it's$$;
end $_$;
/* a comment; /* in a comment */
COPY vpic.pattern (id) FROM stdin;
*/
INSERT INTO vpic.decodingoutput VALUES ('a;b', E'it\\'s; ''so''', U&"d;ata");
COMMENT ON SCHEMA vpic IS 'COPY vpic.pattern (id) FROM stdin;
-- PostgreSQL database dump complete
';
COPY vpic.defs_body (id, def, from_year) FROM stdin;
1\tanything\tat all
not even a row
\\.
COPY vpic.notalookup (id, name) FROM stdin;
one\tfirst
one\t\\N
\\.
`;
    const content = text.replace(DUMP_TAIL, `${rest}${DUMP_TAIL}`);
    const tables = await rowsOf(
      content,
      "SELECT name FROM sqlite_schema WHERE name LIKE '%not%' OR name LIKE '%defs%'",
    );
    expect(tables).toEqual([]);
    expect(await rowsOf(content, 'SELECT count(*) FROM Pattern')).toEqual([[6]]);
  });

  test('gives the same table bit for bit with its blocks and their rows in any order', async () => {
    const random = randomOf(7);
    const shuffled = <T>(all: readonly T[]): T[] =>
      all
        .map((each) => ({ each, at: random(1e9) }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);
    const both = smallDumpRows('EX', ['Accord', 'Civic']);
    const compiled = async (content: string): Promise<Buffer> => {
      await using dump = await openVpicDump(await file(content));
      // Where the files differ, so do their digests.
      return Buffer.from(compileTable({ ...dump, sha256: '' }).bytes);
    };
    const wanted = await compiled(vpicDumpText(both));
    for (let round = 0; round < 5; round += 1) {
      const rowsShuffled = Object.fromEntries(
        Object.entries(both).map(([table, ofTable]) => [table, shuffled(ofTable)]),
      );
      const content = `${DUMP_HEAD}${shuffled(dumpBlocksOf(rowsShuffled)).join('')}${DUMP_TAIL}`;
      expect((await compiled(content)).equals(wanted)).toBe(true);
    }
  });

  test('tells how far it is, and can be stopped', async () => {
    const told: number[] = [];
    await using _ = await openVpicDump(await file(text), { onProgress: (part) => told.push(part) });
    expect(told.at(-1)).toBe(1);
    const stopped = openVpicDump(await file(text), { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow('aborted');
  });
});

describe('refused is', () => {
  test('a dump cut off anywhere, packed or not', async () => {
    const gz = gzipSync(text);
    const random = randomOf(11);
    const end = text.indexOf('-- PostgreSQL database dump complete');
    for (let round = 0; round < 60; round += 1) {
      const { code } = await faultOf(text.slice(0, 200 + random(end - 200)));
      expect(code).toBe('vpic-dump-truncated');
      expect((await faultOf(gz.subarray(0, 600 + random(gz.length - 610)))).code).toBe('vpic-dump-truncated');
    }
    const within = text.indexOf('2.4');
    const line = lineOf(text, 'COPY vpic.pattern (id, v');
    expect(await faultOf(text.slice(0, text.indexOf('\n', within) + 1))).toMatchObject({
      message: `The dump ends within the rows of pattern, which begin at line ${line}.`,
    });
    expect((await faultOf(text.slice(0, end))).message).toContain('without saying that it is complete');
  });

  test('a row with another number of columns, with its line', async () => {
    for (const changed of [text.replace('\t2.4\t', '\t2.4\t\t'), text.replace('\t2.4\t', '')]) {
      const { code, line, message } = await faultOf(changed);
      expect({ code, line }).toEqual({ code: 'vpic-dump-corrupt', line: lineOf(text, '2.4') });
      expect(message).toMatch(/pattern has 7 columns, this row [58]\.$/);
    }
  });

  test.each([
    ['no number', '\t2.4\t', '\t2.4\t', '100\tCM826\t13', '1OO\tCM826\t13', 'not a whole number'],
    ['a number too large', '', '', '100\tCM826\t13', '4294967396\tCM826\t13', 'not a whole number'],
    ['no flag', '', '', 'cars of 2003 to 2007\tf', 'cars of 2003 to 2007\tmaybe', 'not t or f'],
    ['no date', '', '', '2.4\t2015-03-04 10', '2.4\t2015-03-04T10', 'not a date and time'],
    ['a null', '', '', '100\tCM826\t13', '\\N\tCM826\t13', 'VinSchemaId is null'],
    ['a key that comes twice', '', '', '3\t100\tCM826\t13', '2\t100\tCM826\t13', 'of this key already'],
  ])('a value that is %s, with its line', async (_, from, to, sound, broken, said) => {
    const changed = text.replace(from, to).replace(sound, broken);
    expect(changed).not.toBe(text);
    const { code, line, message } = await faultOf(changed);
    expect({ code, line }).toEqual({ code: 'vpic-dump-corrupt', line: lineOf(text, sound) });
    expect(message).toContain(said);
  });

  test('bytes that are no text, with their line', async () => {
    const wanted = { code: 'vpic-dump-corrupt', line: lineOf(text, 'Gasoline') };
    const bytes = Buffer.from(text);
    const at = bytes.indexOf('Gasoline') + 3;
    for (const byte of [0xff, 0xc3, 0x00, 0x0d]) {
      const broken = Buffer.from(bytes);
      broken[at] = byte;
      expect(await faultOf(broken)).toMatchObject(wanted);
    }
    expect(await faultOf(text.replace('Gasoline', 'Gas\\xffoline'))).toMatchObject(wanted);
    expect(await faultOf(text.replace('Gasoline', 'Gas\\000oline'))).toMatchObject(wanted);
  });

  test('a table or column that decoding takes under another name', async () => {
    expect(await faultOf(text.replace('COPY vpic.vinexception', 'COPY vpic.vinexemption'))).toMatchObject({
      code: 'vpic-dump-version',
      message: expect.stringContaining('VinException'),
    });
    expect(await faultOf(text.replace('keys, elementid', 'keytext, elementid'))).toMatchObject({
      code: 'vpic-dump-version',
      line: lineOf(text, 'COPY vpic.pattern (id, v'),
      message: expect.stringContaining('Pattern lacks Keys'),
    });
    expect(await faultOf(text.replace('COPY vpic.bodystyle', 'COPY vpic.bodyclass'))).toMatchObject({
      code: 'vpic-dump-version',
      message: 'The dump has no rows (COPY) of BodyStyle.',
    });
    expect((await faultOf(vpicDumpText({ ...rows, Pattern: [] }))).message).toContain('not a row of Pattern');
  });

  test('a dump of something else', async () => {
    const shop = `${DUMP_HEAD}COPY public.orders (id, name) FROM stdin;\n1\ta\n\\.\n${DUMP_TAIL}`;
    expect(await faultOf(shop)).toMatchObject({
      code: 'vpic-dump-foreign',
      message: expect.stringContaining('Pattern'),
    });
    const others = {
      '': 'not a PostgreSQL dump',
      '-- MySQL dump 10.13\nCREATE TABLE `pattern` (id int);\n': 'not a PostgreSQL dump',
      'PGDMP\x01\x0e\x00\xff\xfe': 'packed form',
      'TAPE\x00\x00\x03\xff': 'Microsoft SQL Server',
      'SQLite format 3\x00\x10\x00': 'a SQLite database',
      [`${'x'.repeat(9_000)}\n`]: 'not a PostgreSQL dump',
      [JSON.stringify({ note: '-- PostgreSQL database dump' })]: 'not a PostgreSQL dump',
    };
    for (const [content, said] of Object.entries(others)) {
      const fault = await faultOf(Buffer.from(content, 'latin1'));
      expect(fault).toMatchObject({ code: 'vpic-dump-foreign', message: expect.stringContaining(said) });
    }
    await expect(openVpicDump(folder)).rejects.toMatchObject({ code: 'vpic-dump-foreign' });
    await expect(openVpicDump(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a dump in another form than the one that is read', async () => {
    const wanted = { code: 'vpic-dump-version' };
    expect(await faultOf(text.replace("'UTF8'", "'LATIN1'"))).toMatchObject(wanted);
    const csv = text.replace('keys, elementid, attributeid, createdon, updatedon) FROM stdin', '$& WITH CSV');
    expect(await faultOf(csv)).toMatchObject({ ...wanted, line: lineOf(text, 'COPY vpic.pattern (id, v') });
    const inserts = text.replace('COPY vpic.pattern (id, v', "INSERT INTO vpic.pattern VALUES (1, 'a');\n$&");
    expect(await faultOf(inserts)).toMatchObject(wanted);
  });

  test('a block that comes twice, and a dump behind the dump', async () => {
    const [block = ''] = dumpBlocksOf(rows).filter((each) => each.includes('COPY vpic.make ('));
    const twice = text.replace(DUMP_TAIL, `${block}${DUMP_TAIL}`);
    expect(await faultOf(twice)).toMatchObject({
      code: 'vpic-dump-corrupt',
      message: expect.stringContaining(`after those of line ${lineOf(text, 'COPY vpic.make (')}`),
    });
    expect((await faultOf(text + text)).code).toBe('vpic-dump-foreign');
  });

  test('what unpacks to more than it may', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(DUMP_HEAD), Buffer.alloc(30_000_000, '-- no end\n')]));
    expect(bomb.length).toBeLessThan(200_000);
    expect((await faultOf(bomb, { maxBytes: 1_000_000 })).code).toBe('vpic-dump-too-large');
    const line = gzipSync(Buffer.concat([Buffer.from(DUMP_HEAD), Buffer.alloc(40_000_000, 'x')]));
    expect((await faultOf(line)).message).toContain('longer than any');
  });

  test('an archive that is damaged, lies, or would lead out of the folder', async () => {
    const content = Buffer.from(text);
    const name = 'vPICList_lite_2026_02.sql';
    const cases: [Buffer, VpicDumpFault, string][] = [
      [zipOf([{ name: `../${name}`, content }]), 'vpic-dump-corrupt', 'invalid relative path'],
      [zipOf([{ name: `/etc/${name}`, content }]), 'vpic-dump-corrupt', 'absolute path'],
      [zipOf([{ name, content, crc: 1 }]), 'vpic-dump-corrupt', 'checksum'],
      [zipOf([{ name, content, size: 1_000 }]), 'vpic-dump-corrupt', 'bytes in the stream'],
      [zipOf([{ name, content, size: 1_000_000 }]), 'vpic-dump-corrupt', 'bytes in the stream'],
      [
        zipOf([
          { name, content },
          { name: `2${name}`, content },
        ]),
        'vpic-dump-foreign',
        'should hold one .sql',
      ],
      [zipOf([]), 'vpic-dump-foreign', ''],
      [zipOf([{ name, content }]).subarray(0, 900), 'vpic-dump-corrupt', "can't be read"],
    ];
    for (const [archive, code, said] of cases)
      expect(await faultOf(archive)).toMatchObject({ code, message: expect.stringContaining(said) });
    const many = Array.from({ length: 101 }, (_, at) => ({ name: `${at}.sql`, content: Buffer.from('x') }));
    expect((await faultOf(zipOf(many))).message).toContain('more than 100 files');
  });

  test('packed bytes with any bit turned, or a dump with nothing lost', async () => {
    const random = randomOf(3);
    for (const packed of [gzipSync(text), zipOf([{ name: 'a.sql', content: Buffer.from(text) }])]) {
      for (let round = 0; round < 60; round += 1) {
        const broken = Buffer.from(packed);
        const at = random(broken.length);
        broken[at] = (broken[at] as number) ^ (1 << random(8));
        const opened = await openVpicDump(await file(broken)).catch((error: unknown) => error);
        if (opened instanceof VpicDumpError) continue;
        // Such as a bit of the time at which it was packed.
        await using dump = opened as Awaited<ReturnType<typeof openVpicDump>>;
        expect(dump.db.prepare('SELECT count(*) FROM Pattern').pluck().get()).toBe(6);
      }
    }
  });

  test('a file that is written to while it is read', async () => {
    const path = await file(text);
    const reading = openVpicDump(path, { onProgress: () => void appendFile(path, '-- more\n') });
    await expect(reading).rejects.toMatchObject({ code: 'vpic-dump-changed' });
  });
});

test('nothing of what was refused is left behind', () => {
  const left = readdirSync(tmpdir()).filter(
    (name) => name.startsWith('etilqs_') || name.startsWith('qipei-vpic-'),
  );
  expect(left).toEqual([]);
});
