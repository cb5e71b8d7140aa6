import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { acesFeed, vcdbOfAcesFeeds } from '@qipei/testing/aces-feed';
import { piesFeed } from '@qipei/testing/pies-feed';
import { Ajv } from 'ajv';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const QIPEI = fileURLToPath(new URL('../qipei.ts', import.meta.url));
const feed = acesFeed({ apps: 500, duplicateEach: 20, overlapEach: 17, commentOverlapEach: 13 });
const xml = [...feed.pieces()].join('');
const bytes = Buffer.from(xml);
const little = Buffer.from(`\uFEFF${xml}`, 'utf16le');
const big = Buffer.from(little).swap16();
const PAGE = '<!-- cached -->\n<!DOCTYPE html>\n<html lang="en"><body><p>Please sign in</p></body></html>';
const { INIT_CWD: _, npm_lifecycle_event: __, ...OWN_ENVIRONMENT } = process.env;

const FILES: Record<string, Uint8Array | string> = {
  'feed.xml': xml,
  // Its findings are more than a pipe holds.
  'faulty.xml': [...acesFeed({ apps: 3000, overlapEach: 5 }).pieces()].join(''),
  'marked-little.xml': little,
  'marked-big.xml': big,
  'little.xml': little.subarray(2),
  'big.xml': big.subarray(2),
  'feed.zip': zipSync({ 'feed.xml': bytes }),
  'two.zip': zipSync({ 'brakes.xml': bytes, 'filters.xml': bytes }),
  'cut.xml.gz': gzipSync(xml).subarray(0, 6000),
  'page.xml': PAGE,
  'other.xml': '<?xml version="1.0"?><catalogue/>',
  'empty.xml': '',
  'blank.xml': ' \n ',
  'pies.xml': [...piesFeed({ items: 20 })].join(''),
  'vcdb.zip': vcdbOfAcesFeeds(),
};
/** OASIS's schema, in the dialect after the one that it names: it uses nothing that changed between them. */
const { id: _id, $schema: _dialect, ...DRAFT_7 } = schema;
/** Writes the address of each module to the standard error as it is read. */
const TELL_MODULES = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
registerHooks({ load(url, context, next) { writeSync(2, url + '\\n'); return next(url, context); } });`)}`;
let folder = '';
let expected = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qipei-check-test-'));
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  expected = (await check('feed.xml', '--format', 'json')).out;
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: string[]) {
  const env = { ...OWN_ENVIRONMENT, TMPDIR: folder };
  return spawn(process.execPath, [QIPEI, 'check', ...args], { cwd: folder, env, stdio: 'pipe' });
}

async function check(...args: string[]) {
  const child = start(...args);
  const exit = once(child, 'exit');
  child.stdin.end();
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { out, error, code: code as number };
}

describe('qipei check', () => {
  it.each(['marked-little.xml', 'marked-big.xml', 'little.xml', 'big.xml', 'feed.zip'])(
    'finds the same in %s',
    async (file) => {
      const { out, error, code } = await check(file, '--format', 'json');
      expect([code, error]).toEqual([1, '']);
      expect(out).toBe(expected);
    },
  );

  it('checks a file of PIES as parts', async () => {
    const { out, code } = await check('pies.xml', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ applications: 0, parts: 20 });
  });

  it.each([
    ['.', "'.' is a folder"],
    ['nowhere/feed.xml', "there is no file 'nowhere/feed.xml'"],
    ['feed.xml/feed.xml', "there is no file 'feed.xml/feed.xml'"],
    ['two.zip', "has 2 files ('brakes.xml', 'filters.xml'); send each by itself"],
    ['page.xml', 'is a web page (HTML), no feed'],
    ['other.xml', 'is XML, but neither ACES nor PIES'],
    ['empty.xml', 'The file is empty.'],
    ['blank.xml', 'empty'],
    ['vcdb.zip', 'is a table of vehicles; give it by --vehicles'],
    ['cut.xml.gz', 'ends in the middle: it was cut off on its way'],
  ])('ends with 2 and one line that says why: %s', async (file, why) => {
    const { out, error, code } = await check(file, '--format', 'json');
    expect(code).toBe(2);
    expect(error).toContain(why);
    expect(error).toMatch(/^qipei: [^\n]*\n$/);
    // Of what is a file there is a report all the same, of what came before the fault.
    if (out !== '')
      expect(JSON.parse(out).findings).toContainEqual(expect.objectContaining({ code: 'file-broken' }));
  });

  it('checks what came before a gzip breaks off', async () => {
    const { applications, findings } = JSON.parse((await check('cut.xml.gz', '--format', 'json')).out);
    expect(applications).toBeGreaterThan(50);
    expect(findings.map(({ code }: { code: string }) => code)).toContain('overlap');
  });

  it('reads a pipe that has a path, also what is packed in it', async () => {
    execFileSync('/usr/bin/env', ['mkfifo', join(folder, 'pipe')]);
    const checked = check('pipe', '--format', 'json');
    createWriteStream(join(folder, 'pipe')).end(FILES['feed.zip']);
    const { out, error, code } = await checked;
    expect([code, error]).toEqual([1, '']);
    expect(out).toBe(expected);
  });

  it('writes all of it to a reader that is slow to begin', async () => {
    const child = start('faulty.xml', '--format', 'json', '--max-findings', '1000');
    child.stdin.end();
    // As much as a pipe holds waits there, and the command with it.
    await once(child.stdout, 'readable');
    const out = await text(child.stdout);
    expect(out.length).toBeGreaterThan(100_000);
    expect(JSON.parse(out).applications).toBe(3000);
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1);
  });

  it.each(['text', 'json', 'sarif'])(
    'ends as it would for a reader that has seen enough, of %s',
    async (format) => {
      const child = start('faulty.xml', '--format', format, '--max-findings', '1000');
      const exit = once(child, 'exit');
      child.stdin.end();
      child.stdout.destroy();
      expect(await text(child.stderr)).toBe('');
      expect((await exit)[0]).toBe(1);
    },
  );

  it.each([
    ['feed.xml', true],
    ['cut.xml.gz', false],
  ])('prints SARIF as its schema has it: %s', async (file, whole) => {
    const formats = { uri: isUri, 'uri-reference': isUri, 'date-time': isDate };
    const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(
      DRAFT_7,
    );
    const log = JSON.parse((await check(file, '--format', 'sarif')).out);
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    const [run] = log.runs;
    expect(run.results.length).toBeGreaterThan(20);
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(file);
    expect(run.invocations[0].executionSuccessful).toBe(whole);
    // The schema is asked a question that it can answer with no.
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
  });

  it('reads no module that a feed of ACES doesn’t need: a check before a commit is short', async () => {
    const child = spawn(process.execPath, ['--import', TELL_MODULES, QIPEI, 'check', 'feed.xml'], {
      ...{ cwd: folder, env: OWN_ENVIRONMENT, stdio: 'pipe' },
    });
    const [told] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')]);
    expect(told).toContain('/aces/read-aces.ts');
    expect(told).not.toMatch(/sqlite|yauzl|papaparse|\/pies\/|\/zod|grpc|cli\.ts|vcdb-reader/);
    expect(told.split('\n').length).toBeLessThan(120);
  });

  it('leaves no file behind', async () => {
    expect((await readdir(folder)).toSorted()).toEqual([...Object.keys(FILES), 'pipe'].toSorted());
  });
});

function isUri(given: string): boolean {
  return URL.canParse(given, 'file:///');
}

function isDate(given: string): boolean {
  return !Number.isNaN(Date.parse(given));
}
