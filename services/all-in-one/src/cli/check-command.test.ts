import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { acesFeed, vcdbOfAcesFeeds } from '@qipei/testing/aces-feed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const QIPEI = fileURLToPath(new URL('../qipei.ts', import.meta.url));
const feed = acesFeed({ apps: 2000, duplicateEach: 100, overlapEach: 70, commentOverlapEach: 30 });
const xml = [...feed.pieces()].join('');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qipei-check-test-'));
  await writeFile(join(folder, 'feed.xml'), xml);
  await writeFile(join(folder, 'vcdb.zip'), vcdbOfAcesFeeds());
});
afterAll(() => rm(folder, { recursive: true }));

/** As called without npm, which the tests may be run by. */
const { INIT_CWD: _, npm_lifecycle_event: __, ...OWN_ENVIRONMENT } = process.env;

function start(args: readonly string[], temp = folder) {
  return spawn(process.execPath, [QIPEI, 'check', ...args], {
    ...{ cwd: folder, env: { ...OWN_ENVIRONMENT, TMPDIR: temp }, stdio: 'pipe' },
  });
}

async function check(args: readonly string[], input?: string | Uint8Array) {
  const child = start(args);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, error, code: code as number };
}

describe('qipei check', () => {
  it('prints exactly the numbers and the findings as JSON, and ends with 1 where something is at fault', async () => {
    const { out, error, code } = await check(['feed.xml', '--format', 'json']);
    expect([code, error]).toEqual([1, '']);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual([
      ...['applications', 'parts', 'partTypes', 'baseVehicles', 'duplicates', 'overlaps', 'commentOverlaps'],
      'findings',
    ]);
    const { counts } = feed;
    expect(report).toMatchObject({
      applications: 2000,
      parts: counts.parts,
      baseVehicles: counts.baseVehicles,
    });
    expect(report).toMatchObject({ duplicates: counts.duplicates, overlaps: counts.overlaps });
    const countOf = (wanted: string) =>
      report.findings.find((finding: { code: string }) => finding.code === wanted)?.count ?? 0;
    // The generator plants notes beside records with attributes as well.
    expect(countOf('comment-overlap') + countOf('condition-overlap')).toBe(counts.commentOverlaps);
    for (const finding of report.findings) {
      expect(finding.explanation).not.toBe('');
      expect(finding.records.length).toBeGreaterThan(0);
    }
  });

  it('reads a packed file, and what is piped in', async () => {
    await writeFile(join(folder, 'feed.xml.gz'), gzipSync(xml));
    const plain = await check(['feed.xml', '--format', 'json']);
    expect((await check(['feed.xml.gz', '--format', 'json'])).out).toBe(plain.out);
    expect((await check(['-', '--format', 'json'], gzipSync(xml))).out).toBe(plain.out);
  });

  it('reads rows of fitments', async () => {
    const rows =
      'brand,partNumber,make,model,yearFrom,yearTo\nAcme,P1,Ford,Focus,2000,2004\nAcme,P2,ford,focus,2004,2006\n';
    const { out } = await check(['-', '--format', 'json'], rows);
    expect(JSON.parse(out)).toMatchObject({ applications: 2, parts: 2, baseVehicles: 7, overlaps: 1 });
  });

  it('reads rows of parts, told by their headings or by --kind', async () => {
    const rows = [
      '品牌;零件号;零件类型;条码;替代号',
      '康达;KD-001;机油格;6901234567892;KD 002',
      '康达;KD-002;刹车片;6901234567893;KD-001',
      '康达;kd 001;Oil Filter;;',
      '康达;4.15E+09;机油格;;',
      '康达;KD-004;没有这种;;',
      '康达;;机油格;;',
      '',
    ].join('\r\n');
    const { out, error, code } = await check(['-', '--format', 'json'], rows);
    expect([code, error]).toEqual([1, '']);
    const { findings, ...numbers } = JSON.parse(out);
    expect(numbers).toMatchObject({ applications: 0, parts: 5, partTypes: 3, duplicates: 0, overlaps: 0 });
    expect(
      findings.map((each: { code: string; records: { line: number }[] }) => [
        each.code,
        ...each.records.map(({ line }) => line),
      ]),
    ).toEqual([
      ['part-missing', 7],
      ['record-unreadable', 5, 6],
      ['gtin-check-digit', 3],
      ['supersession-loop', 2, 3],
      ['part-spelling', 2, 4],
    ]);
    expect((await check(['-'], rows)).out).toContain('standard input: 5 parts, 3 part types.');
    const asFitments = await check(['-', '--kind', 'fitments', '--format', 'json'], rows);
    expect(JSON.parse(asFitments.out)).toMatchObject({ applications: 6 });
  });

  it('lists as many as wanted, and counts all', async () => {
    const { out } = await check(['feed.xml', '--format', 'json', '--max-findings', '2']);
    const overlap = JSON.parse(out).findings.find((finding: { code: string }) => finding.code === 'overlap');
    expect(overlap.examples).toHaveLength(2);
    expect(overlap.count).toBe(feed.counts.overlaps);
  });

  it('finds vehicles that the table doesn’t have', async () => {
    const own = await check(['feed.xml', '--vehicles', 'vcdb.zip', '--format', 'json']);
    expect(own.out).not.toContain('vehicle-unknown');
    const other = xml.replace(/<BaseVehicle id="\d+"/, '<BaseVehicle id="1"');
    const { out } = await check(['-', '--vehicles', 'vcdb.zip', '--format', 'json'], other);
    expect(out).toContain('The vehicle table has no vcdb.baseVehicle:1.');
  });

  it('holds parameters of qualifiers against the caller’s own list', async () => {
    const qual = '<Qual id="945"><param value="big"/><text>With big gear</text></Qual><Qty>';
    const typed = xml.replace('<Qty>', qual);
    await writeFile(join(folder, 'qdb.csv'), 'id,text,types\n945,With <p1/> gear,num\n7,With A/C,\n');
    const { out, error } = await check(['-', '--qualifiers', 'qdb.csv', '--format', 'json'], typed);
    expect(error).toBe('');
    expect(out).toContain("Parameter 1 of qualifier 945 is a num; 'big' is none.");
    expect((await check(['-', '--format', 'json'], typed)).out).not.toContain('qualifier-parameters');
  });

  it('names files from where npm was called', async () => {
    const child = spawn(process.execPath, [QIPEI, 'check', 'feed.xml', '--format', 'json'], {
      env: { ...OWN_ENVIRONMENT, INIT_CWD: folder, npm_lifecycle_event: 'qipei' },
    });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ applications: 2000 });
  });

  it('prints text with the code, the records and what to do, and nothing that moves a cursor', async () => {
    const { out } = await check(['feed.xml']);
    expect(out).toContain(`feed.xml: 2,000 applications`);
    expect(out).toMatch(/error overlap: .*\n {2}.*\n {2}.*\n {4}record \d+ line \d+, record \d+ line \d+: /);
    const hostile = xml.replace(/<Part>[^<]*/, '<Part>A\u009b2J&#x9d;B');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect((await check(['-'], hostile)).out).not.toMatch(/[\u0080-\u009f\u001b]/);
  });

  it('ends as --fail-on says', async () => {
    const clean = [...acesFeed({ apps: 50 }).pieces()].join('');
    expect((await check(['-'], clean)).code).toBe(0);
    const noted = clean.replace('<Qty>', '<Pieces>1</Pieces><Qty>');
    expect((await check(['-'], noted)).code).toBe(0);
    expect((await check(['-', '--fail-on', 'note'], noted)).code).toBe(1);
    expect((await check(['feed.xml', '--fail-on', 'never'])).code).toBe(0);
  });

  it('prints what it found before a file breaks off, and ends with 2', async () => {
    const { out, error, code } = await check(['-', '--format', 'json'], xml.slice(0, xml.length / 2));
    expect(code).toBe(2);
    expect(error).toMatch(/^qipei: .*line \d+/);
    const report = JSON.parse(out);
    expect(report.applications).toBeGreaterThan(900);
    expect(report.overlaps).toBeGreaterThan(0);
    expect(report.findings.map((finding: { code: string }) => finding.code)).toContain('file-broken');
  });

  it.each([
    [['nothing.xml'], 'nothing.xml'],
    [['feed.xml', '--format', 'yaml'], '--format is text, json, sarif'],
    [['feed.xml', '--max-findings', '-1'], 'max-findings'],
    [['feed.xml', '--whatever'], '--whatever'],
    [['feed.xml', 'more.xml'], "'more.xml' was not expected"],
    [[], 'name the file to check'],
    [['.'], 'is a folder'],
    [['feed.xml', '--vehicles', 'feed.xml'], 'zip'],
    [['feed.xml', '--qualifiers', 'none.csv'], 'none.csv'],
    [['feed.xml', '--qualifiers', 'vcdb.zip'], 'no table'],
  ])('ends with 2 and says why: %j', async (args, why) => {
    const { out, error, code } = await check(args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(why);
  });

  it.each(['', 'PK\u0003\u0004rubbish', '<html></html>', '\u001f\u008b\u0008', '\u0000\u0001\u0002'])(
    'ends with 2 for what is no feed: %j',
    async (input) => {
      const { code, error } = await check(['-'], Buffer.from(input, 'latin1'));
      expect(code).toBe(2);
      expect(error).not.toMatch(/\n\s+at /);
    },
  );

  it('leaves nothing behind when it is broken off', async () => {
    const temp = await mkdtemp(join(tmpdir(), 'qipei-check-test-'));
    try {
      const child = start(['-'], temp);
      child.stdin.on('error', () => {});
      child.stdin.write(xml.slice(0, 300_000));
      // Once it has asked for more than fits into the pipe, it is at work.
      while (child.stdin.writableLength > 0) await once(child.stdin, 'drain');
      child.kill('SIGINT');
      const [code] = await once(child, 'exit');
      expect(code).toBe(130);
      expect(await readdir(temp)).toEqual([]);
    } finally {
      await rm(temp, { recursive: true });
    }
  });
});
