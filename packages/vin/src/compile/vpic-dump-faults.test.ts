import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DumpFiles, dumpFiles, lineOf, SMALL_BLOCKS, SMALL_DUMP } from '../testing/dump-files.ts';
import { randomOf } from '../testing/random.ts';
import { smallDumpRows } from '../testing/small-dump.ts';
import { DUMP_HEAD, DUMP_TAIL, vpicDumpText } from '../testing/vpic-dump-text.ts';
import { zipOf } from '../testing/zip-file.ts';
import { openVpicDump } from './vpic-dump.ts';
import { VpicDumpError, type VpicDumpFault } from './vpic-dump-error.ts';

let files: DumpFiles;
beforeAll(async () => {
  files = await dumpFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

describe('refused is', () => {
  test('a dump cut off anywhere, packed or not', async () => {
    const gz = gzipSync(SMALL_DUMP);
    const random = randomOf(11);
    const end = SMALL_DUMP.indexOf('-- PostgreSQL database dump complete');
    for (let round = 0; round < 60; round += 1) {
      const { code } = await files.faultOf(SMALL_DUMP.slice(0, 200 + random(end - 200)));
      expect(code).toBe('vpic-dump-truncated');
      expect((await files.faultOf(gz.subarray(0, 600 + random(gz.length - 610)))).code).toBe(
        'vpic-dump-truncated',
      );
    }
    const within = SMALL_DUMP.indexOf('2.4');
    const line = lineOf(SMALL_DUMP, 'COPY vpic.pattern (id, v');
    expect(await files.faultOf(SMALL_DUMP.slice(0, SMALL_DUMP.indexOf('\n', within) + 1))).toMatchObject({
      message: `The dump ends within the rows of pattern, which begin at line ${line}.`,
    });
    expect((await files.faultOf(SMALL_DUMP.slice(0, end))).message).toContain(
      'without saying that it is complete',
    );
  });

  test('a row with another number of columns, with its line', async () => {
    for (const changed of [SMALL_DUMP.replace('\t2.4\t', '\t2.4\t\t'), SMALL_DUMP.replace('\t2.4\t', '')]) {
      const { code, line, message } = await files.faultOf(changed);
      expect({ code, line }).toEqual({ code: 'vpic-dump-corrupt', line: lineOf(SMALL_DUMP, '2.4') });
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
    const changed = SMALL_DUMP.replace(from, to).replace(sound, broken);
    expect(changed).not.toBe(SMALL_DUMP);
    const { code, line, message } = await files.faultOf(changed);
    expect({ code, line }).toEqual({ code: 'vpic-dump-corrupt', line: lineOf(SMALL_DUMP, sound) });
    expect(message).toContain(said);
  });

  test('bytes that are no text, with their line', async () => {
    const wanted = { code: 'vpic-dump-corrupt', line: lineOf(SMALL_DUMP, 'Gasoline') };
    const bytes = Buffer.from(SMALL_DUMP);
    const at = bytes.indexOf('Gasoline') + 3;
    for (const byte of [0xff, 0xc3, 0x00, 0x0d]) {
      const broken = Buffer.from(bytes);
      broken[at] = byte;
      expect(await files.faultOf(broken)).toMatchObject(wanted);
    }
    expect(await files.faultOf(SMALL_DUMP.replace('Gasoline', 'Gas\\xffoline'))).toMatchObject(wanted);
    expect(await files.faultOf(SMALL_DUMP.replace('Gasoline', 'Gas\\000oline'))).toMatchObject(wanted);
  });

  test('a table or column that decoding takes under another name', async () => {
    expect(
      await files.faultOf(SMALL_DUMP.replace('COPY vpic.vinexception', 'COPY vpic.vinexemption')),
    ).toMatchObject({
      code: 'vpic-dump-version',
      message: expect.stringContaining('VinException'),
    });
    expect(await files.faultOf(SMALL_DUMP.replace('keys, elementid', 'keytext, elementid'))).toMatchObject({
      code: 'vpic-dump-version',
      line: lineOf(SMALL_DUMP, 'COPY vpic.pattern (id, v'),
      message: expect.stringContaining('Pattern lacks Keys'),
    });
    expect(
      await files.faultOf(SMALL_DUMP.replace('COPY vpic.bodystyle', 'COPY vpic.bodyclass')),
    ).toMatchObject({
      code: 'vpic-dump-version',
      message: 'The dump has no rows (COPY) of BodyStyle.',
    });
    expect((await files.faultOf(vpicDumpText({ ...smallDumpRows('EX'), Pattern: [] }))).message).toContain(
      'not a row of Pattern',
    );
  });

  test('a dump of something else', async () => {
    const shop = `${DUMP_HEAD}COPY public.orders (id, name) FROM stdin;\n1\ta\n\\.\n${DUMP_TAIL}`;
    expect(await files.faultOf(shop)).toMatchObject({
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
      const fault = await files.faultOf(Buffer.from(content, 'latin1'));
      expect(fault).toMatchObject({ code: 'vpic-dump-foreign', message: expect.stringContaining(said) });
    }
    await expect(openVpicDump(files.folder)).rejects.toMatchObject({ code: 'vpic-dump-foreign' });
    await expect(openVpicDump(join(files.folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a dump in another form than the one that is read', async () => {
    const wanted = { code: 'vpic-dump-version' };
    expect(await files.faultOf(SMALL_DUMP.replace("'UTF8'", "'LATIN1'"))).toMatchObject(wanted);
    const csv = SMALL_DUMP.replace(
      'keys, elementid, attributeid, createdon, updatedon) FROM stdin',
      '$& WITH CSV',
    );
    expect(await files.faultOf(csv)).toMatchObject({
      ...wanted,
      line: lineOf(SMALL_DUMP, 'COPY vpic.pattern (id, v'),
    });
    const inserts = SMALL_DUMP.replace(
      'COPY vpic.pattern (id, v',
      "INSERT INTO vpic.pattern VALUES (1, 'a');\n$&",
    );
    expect(await files.faultOf(inserts)).toMatchObject(wanted);
  });

  test('a block that comes twice, and a dump behind the dump', async () => {
    const [block = ''] = SMALL_BLOCKS.filter((each) => each.includes('COPY vpic.make ('));
    const twice = SMALL_DUMP.replace(DUMP_TAIL, `${block}${DUMP_TAIL}`);
    expect(await files.faultOf(twice)).toMatchObject({
      code: 'vpic-dump-corrupt',
      message: expect.stringContaining(`after those of line ${lineOf(SMALL_DUMP, 'COPY vpic.make (')}`),
    });
    expect((await files.faultOf(SMALL_DUMP + SMALL_DUMP)).code).toBe('vpic-dump-foreign');
  });

  test('what unpacks to more than it may', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(DUMP_HEAD), Buffer.alloc(30_000_000, '-- no end\n')]));
    expect(bomb.length).toBeLessThan(200_000);
    expect((await files.faultOf(bomb, { maxBytes: 1_000_000 })).code).toBe('vpic-dump-too-large');
    const line = gzipSync(Buffer.concat([Buffer.from(DUMP_HEAD), Buffer.alloc(40_000_000, 'x')]));
    expect((await files.faultOf(line)).message).toContain('longer than any');
  });

  test('an archive that is damaged, lies, or would lead out of the folder', async () => {
    const content = Buffer.from(SMALL_DUMP);
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
      expect(await files.faultOf(archive)).toMatchObject({ code, message: expect.stringContaining(said) });
    const many = Array.from({ length: 101 }, (_, at) => ({ name: `${at}.sql`, content: Buffer.from('x') }));
    expect((await files.faultOf(zipOf(many))).message).toContain('more than 100 files');
  });

  test('packed bytes with any bit turned, or a dump with nothing lost', async () => {
    const random = randomOf(3);
    for (const packed of [
      gzipSync(SMALL_DUMP),
      zipOf([{ name: 'a.sql', content: Buffer.from(SMALL_DUMP) }]),
    ]) {
      for (let round = 0; round < 60; round += 1) {
        const broken = Buffer.from(packed);
        const at = random(broken.length);
        broken[at] = (broken[at] as number) ^ (1 << random(8));
        const opened = await openVpicDump(await files.file(broken)).catch((error: unknown) => error);
        if (opened instanceof VpicDumpError) continue;
        // Such as a bit of the time at which it was packed.
        await using dump = opened as Awaited<ReturnType<typeof openVpicDump>>;
        expect(dump.db.prepare('SELECT count(*) FROM Pattern').pluck().get()).toBe(6);
      }
    }
  });

  test('a file that is written to while it is read', async () => {
    const path = await files.file(SMALL_DUMP);
    let isWritten = false;
    const onProgress = () => {
      if (!isWritten) appendFileSync(path, '-- more\n');
      isWritten = true;
    };
    const reading = openVpicDump(path, { onProgress });
    await expect(reading).rejects.toMatchObject({ code: 'vpic-dump-changed' });
  });
});

test('nothing of what was refused is left behind', async () => {
  const scratch = join(files.folder, 'scratch');
  await mkdir(scratch);
  const path = await files.file(SMALL_DUMP.slice(0, SMALL_DUMP.indexOf('2.4')));
  const module = new URL('./vpic-dump.ts', import.meta.url).href;
  const script = `
    const { openVpicDump } = await import(${JSON.stringify(module)});
    await openVpicDump(${JSON.stringify(path)}).catch((error) => console.log(error.code));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: scratch, SQLITE_TMPDIR: scratch },
  });
  expect(stdout.trim()).toBe('vpic-dump-truncated');
  expect(await readdir(scratch)).toEqual([]);
});
