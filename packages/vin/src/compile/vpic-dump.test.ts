import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DumpFiles, dumpFiles, SMALL_DUMP, withBlock } from '../testing/dump-files.ts';
import { randomOf } from '../testing/random.ts';
import { smallDumpRows } from '../testing/small-dump.ts';
import { DUMP_HEAD, DUMP_TAIL, dumpBlocksOf, vpicDumpText } from '../testing/vpic-dump-text.ts';
import { zipOf } from '../testing/zip-file.ts';
import { compileTable } from './compile-vin-table.ts';
import { openVpicDump } from './vpic-dump.ts';

let files: DumpFiles;
beforeAll(async () => {
  files = await dumpFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

describe('a dump', () => {
  test('gives its tables under the names of the documentation, and says where they are from', async () => {
    await using dump = await openVpicDump(await files.file(SMALL_DUMP));
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
      'vPICList_lite_2026_02.sql': SMALL_DUMP,
      'vPICList_lite_2026_02.sql.gz': gzipSync(SMALL_DUMP),
      'other.zip': zipOf([{ name: 'vPICList_lite_2026_02.sql', content: Buffer.from(SMALL_DUMP) }]),
      'with-notes.zip': zipOf([
        { name: 'README.txt', content: Buffer.from('read me') },
        { name: 'folder/vPICList_lite_2026_02.SQL', content: Buffer.from(SMALL_DUMP) },
      ]),
    };
    for (const [name, content] of Object.entries(packed)) {
      await using dump = await openVpicDump(await files.file(content, name));
      expect(dump.release, name).toBe('2026-02');
      expect(dump.db.prepare('SELECT count(*) FROM Pattern').pluck().get(), name).toBe(6);
    }
  });

  test('of another name goes by its newest row', async () => {
    await using dump = await openVpicDump(await files.file(SMALL_DUMP, 'dump.sql'));
    expect(dump.release).toBe('2015-03');
  });

  test('may end its lines with CRLF, begin with a byte order mark and come in pieces of any size', async () => {
    const wanted = await files.rowsOf(SMALL_DUMP, 'SELECT * FROM Pattern');
    expect(
      await files.rowsOf(`\ufeff${SMALL_DUMP.replaceAll('\n', '\r\n')}`, 'SELECT * FROM Pattern'),
    ).toEqual(wanted);
    // gzip gives a piece for each flush.
    const pieces = Buffer.concat(SMALL_DUMP.match(/[\s\S]{1,17}/g)?.map((piece) => gzipSync(piece)) ?? []);
    expect(await files.rowsOf(pieces, 'SELECT * FROM Pattern')).toEqual(wanted);
  });

  test('may be of any schema, quote its names, and write COPY in any case', async () => {
    const other = SMALL_DUMP.replaceAll('COPY vpic.', 'copy "Vehicle data".')
      .replaceAll('FROM stdin;', 'from STDIN ;')
      .replace('.pattern (id, vinschemaid', '."Pattern" ("Id", "VinSchemaId"');
    expect(await files.rowsOf(other, 'SELECT count(*) FROM Pattern')).toEqual([[6]]);
  });

  test('may have its columns in any order, some more, and name them in CREATE TABLE alone', async () => {
    const sql = 'SELECT Id, Name, LookupTable FROM Element';
    const element = '28\tx\tModel\tModel\t7\tf\t\\N\tYes\t100\tModel';
    const list =
      '(id, colour, name, code, "Size, in ""mm""", isprivate, datatype, decode, weight, lookuptable) ';
    expect(await files.rowsOf(withBlock('element', list, [element]), sql)).toEqual([[28, 'Model', 'Model']]);
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
    expect(await files.rowsOf(declared, sql)).toEqual([[28, 'Model', 'Model']]);
    const unsaid = await files.faultOf(withBlock('element', '', [element]));
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
      expect(await files.rowsOf(content, 'SELECT Id, Name FROM BodyStyle'), written).toEqual([[5, 'Name']]);
      const element = withBlock(
        'element',
        '(id, name, code, lookuptable, isprivate, datatype, decode, weight) ',
        [`28\tModel\t${field}\tModel\tf\t\\N\t\\N\t1`],
      );
      expect(await files.rowsOf(element, 'SELECT Code FROM Element'), written).toEqual([[meant]]);
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
    const content = SMALL_DUMP.replace(DUMP_TAIL, `${rest}${DUMP_TAIL}`);
    const tables = await files.rowsOf(
      content,
      "SELECT name FROM sqlite_schema WHERE name LIKE '%not%' OR name LIKE '%defs%'",
    );
    expect(tables).toEqual([]);
    expect(await files.rowsOf(content, 'SELECT count(*) FROM Pattern')).toEqual([[6]]);
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
      await using dump = await openVpicDump(await files.file(content));
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
    await using _ = await openVpicDump(await files.file(SMALL_DUMP), {
      onProgress: (part) => told.push(part),
    });
    expect(told.at(-1)).toBe(1);
    const stopped = openVpicDump(await files.file(SMALL_DUMP), { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow('aborted');
  });
});
