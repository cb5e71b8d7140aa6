import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type BreakingProxy, breakingProxy } from './cli/remote/breaking-proxy.fixture.ts';
import { type QipeiUser, qipeiUser } from './cli/remote/qipei-user.fixture.ts';
import { pngWith } from './png.fixture.ts';

let platform: DemoPlatform;
let proxy: BreakingProxy;
let user: QipeiUser;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());
beforeEach(async () => {
  user = qipeiUser();
  proxy = await breakingProxy(platform.url);
  const login = await user.run(['login', '--url', proxy.url], { stdin: platform.keys.otherTenant });
  expect(login).toMatchObject({ code: 0 });
});
afterEach(async () => {
  user[Symbol.dispose]();
  await proxy[Symbol.asyncDispose]();
});

const HEAD = 'brand,partNumber,partType,nameEn\n';

/** Rows that no packing makes small. */
function parts(prefix: string, count: number): string {
  const noise = (at: number) => createHash('sha256').update(`${prefix}${at}`).digest('hex');
  return (
    HEAD +
    Array.from({ length: count }, (_, at) => `Pushco,${prefix}${at},oil-filter,${noise(at)}\n`).join('')
  );
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(user.folder, name), content);
  return name;
}

const push = async (...args: string[]) => {
  const { code, stdout, stderr } = await user.run(['push', ...args, '--json']);
  return { code, stderr, answer: JSON.parse(stdout) };
};

/** The same numbers each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a push', () => {
  it('arrives whole over a line that breaks at any byte', async () => {
    const content = parts('BRK', 10_000);
    const random = randomNumbers(20_260_301);
    proxy.breakAfter = () => Math.floor(1_000 + random() * 400_000);
    const { code, answer } = await push(file('parts.csv', content), '--kind', 'parts');
    expect(proxy.broken).toBeGreaterThan(2);
    expect(answer.job).toMatchObject({ state: 'done', rows: 10_000, created: 10_000, failed: 0 });
    expect([code, answer.job.bytesTotal]).toEqual([0, Buffer.byteLength(content)]);
    // What was safe isn't sent again: far less than the whole for each break.
    expect(proxy.up).toBeLessThan(Buffer.byteLength(content) * Math.min(4, proxy.broken));
  });

  it('goes on where it stood after Ctrl-C', async () => {
    const content = gzipSync(parts('INT', 20_000));
    const name = file('parts.csv.gz', content);
    proxy.upPerSecond = 200_000;
    const { child, ended } = user.start(['push', name, '--kind', 'parts']);
    const standing = async () => {
      const { uploads } = (await platform.otherTenant.get('/v1/uploads')).body;
      return (uploads as { filename: string; offset: number }[]).find(({ filename }) => filename === name);
    };
    await expect.poll(() => proxy.up).toBeGreaterThan(300_000);
    child.kill('SIGINT');
    // Without it the systems between would still deliver what was handed to them.
    proxy.cut();
    const broken = await ended;
    expect([broken.code, broken.stderr]).toEqual([130, expect.stringContaining('goes on where it stood')]);
    await expect.poll(async () => (await standing())?.offset).toBeGreaterThan(0);
    proxy.upPerSecond = Number.POSITIVE_INFINITY;
    const before = proxy.up;
    const { code, answer } = await push(name, '--kind', 'parts');
    expect([code, answer.job]).toMatchObject([0, { state: 'done', rows: 20_000, failed: 0 }]);
    expect(proxy.up - before).toBeLessThan(content.length);
    expect(await standing()).toBeUndefined();
  });

  it('outlives a platform that is killed and comes back', async () => {
    const name = file('parts.csv', parts('KIL', 20_000));
    proxy.upPerSecond = 200_000;
    const { ended } = user.start(['push', name, '--kind', 'parts', '--json']);
    await expect.poll(() => proxy.up).toBeGreaterThan(300_000);
    await platform.process.kill();
    proxy.upPerSecond = Number.POSITIVE_INFINITY;
    await platform.restart();
    proxy.target = platform.url;
    const { code, stdout } = await ended;
    expect(code, stdout).toBe(0);
    expect(JSON.parse(stdout).job).toMatchObject({ state: 'done', rows: 20_000, failed: 0 });
  });

  it('of the same file imports it once, unless something came between or it is wanted', async () => {
    const first = file('a.csv', parts('ONE', 3));
    const { answer } = await push(first, '--kind', 'parts');
    const again = await push(first, '--kind', 'parts');
    expect(again.answer).toMatchObject({ pushedBefore: true, job: { jobId: answer.job.jobId } });
    const wanted = await push(first, '--kind', 'parts', '--again');
    expect(wanted.answer).toMatchObject({ pushedBefore: false, job: { unchanged: 3 } });
    const second = file('b.csv', parts('ONE', 3).replaceAll(/,[0-9a-f]{64}/g, ',Other'));
    expect((await push(second, '--kind', 'parts')).answer).toMatchObject({ job: { updated: 3 } });
    // Back to what it was.
    expect((await push(first, '--kind', 'parts')).answer).toMatchObject({
      pushedBefore: false,
      job: { updated: 3 },
    });
  });

  it('tells the first faults, all of them in a file, and by its exit code', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `Pushco,FLT${at},\u001b[2Jnonsense,x\n`).join('');
    const name = file('faulty.csv', `${HEAD}Pushco,FLT-OK,oil-filter,x\n${rows}`);
    const { code, stdout } = await user.run(['push', name, '--kind', 'parts', '--faults', 'faults.csv']);
    expect(code).toBe(1);
    expect(stdout).toContain('31 rows: 1 created');
    expect(stdout.match(/^ {2}line \d+, partType/gm)).toHaveLength(10);
    expect(stdout).not.toContain('\u001b');
    expect(readFileSync(join(user.folder, 'faults.csv'), 'utf8').match(/^\d+,\d+,partType/gm)).toHaveLength(
      30,
    );
  });

  it('tells the cells that it left out, and ends with 1 though every row was taken', async () => {
    const name = file(
      'cells.csv',
      `${HEAD.trimEnd()},gtin\nPushco,CEL-1,oil-filter,x,12\nPushco,CEL-2,oil-filter,y,\n`,
    );
    const wanted = [name, '--kind', 'parts', '--bad-cells', 'leave-out'];
    const { code, stdout } = await user.run(['push', ...wanted]);
    expect(code).toBe(1);
    expect(stdout).toContain('2 rows: 2 created, 0 updated, 0 unchanged, 0 deleted, 0 refused');
    expect(stdout).toMatch(/^Taken without these cells:\n {2}line 2, gtin '12': .* \(cell-left-out\)$/m);
    expect(stdout).not.toContain('Refused');
    expect(await push(...wanted)).toMatchObject({
      code: 1,
      answer: {
        ...{ job: { failed: 0, rowsLeftOut: 1 }, faults: [{ row: 1, column: 'gtin' }] },
        faultCounts: [{ code: 'cell-left-out', errors: 1 }],
      },
    });
    const preview = await user.run(['diff', ...wanted, '--feed', 'cells']);
    expect([preview.code, preview.stdout]).toEqual([
      1,
      expect.stringContaining('Taken without these cells:'),
    ]);
  });

  it('says of stock of an unknown part that it was refused, and of fitments that they wait', async () => {
    const stock = file('none.csv', 'brand,partNumber,warehouse,quantity\nPushco,NONE-1,A,5\n');
    const refused = (await user.run(['push', stock, '--kind', 'stock'])).stdout;
    expect(refused).toMatch(/^Refused:\n {2}line 2, .* \(part-unknown\)$/m);
    expect(refused).not.toContain('Waiting');
    const fitments = file(
      'wait.csv',
      'brand,partNumber,make,model,yearFrom\nPushco,NONE-1,Honda,Accord,2003\n',
    );
    const waiting = (await user.run(['push', fitments, '--kind', 'fitments'])).stdout;
    expect(waiting).toMatch(/^Waiting, .*:\n {2}line 2, .* \(part-unknown\)$/m);
    expect(waiting).not.toContain('Refused');
  });

  it('finds out what a file holds where that is sure', async () => {
    const kinds: [string, string | Buffer, string][] = [
      ['p.csv', parts('KND', 2), 'parts'],
      ['p.csv.gz', gzipSync(parts('KND', 2)), 'parts'],
      ['s.csv', '品牌,零件号,仓库,库存数量\nPushco,KND0,A,5\n', 'stock'],
      ['o.ndjson', '{"brand":"Pushco","partNumber":"KND0","price":"1.00","currency":"CNY"}\n', 'offers'],
      ['f.csv', 'brand,partNumber,make,model,yearFrom\nPushco,KND0,Honda,Accord,2003\n', 'fitments'],
      ['f.xml', '<?xml version="1.0"?>\n<!-- x -->\n<ACES version="4.2"></ACES>', 'fitments'],
      ['p.xml', '\ufeff<PIES xmlns="http://www.autocare.org"></PIES>', 'parts'],
    ];
    for (const [name, content, kind] of kinds) {
      const { answer } = await push(file(name, content));
      expect(answer.job?.kind ?? answer, name).toBe(kind);
    }
    for (const unsure of ['a,b,c\n1,2,3\n', 'brand,partNumber\nPushco,KND0\n', '\u0000\u0001\u0002', '{}']) {
      const { code, answer } = await push(file('unsure.csv', unsure));
      expect([code, answer.error], unsure).toMatchObject([2, { message: expect.stringContaining('--kind') }]);
    }
  });

  it.each([
    [['nowhere.csv'], 2, 'ENOENT'],
    [['-'], 2, 'name a file'],
    [['.'], 2, 'has no pictures'],
    [['.', '--kind', 'parts'], 2, '--kind is not for'],
    [['empty.csv'], 2, 'is empty'],
    [['one.csv', 'two.csv'], 2, 'was not expected'],
    [['one.csv', '--kind', 'cars'], 2, '--kind is'],
    [['one.csv', '--kind', 'parts', '--mapping', 'one.csv'], 2, 'isn’t JSON'],
    [['one.csv', '--kind', 'parts', '--profile-mapping', 'nobody'], 5, 'nobody'],
    [['one.csv', '--kind', 'stock', '--release', 'stage'], 5, 'no such setting'],
    [['one.csv', '--kind', 'parts', '--submission', 'full'], 5, 'full'],
  ])('%j is refused', async (args, code, message) => {
    file('empty.csv', '');
    file('one.csv', parts('REF', 1));
    const refused = await user.run(['push', ...args]);
    expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});

describe('a release', () => {
  it('is staged, shown, published, taken back and listed', async () => {
    const feed = ['--kind', 'parts', '--feed', 'cli'];
    const name = file('r.csv', `${HEAD}Pushco,REL-1,oil-filter,Old\nPushco,REL-2,oil-filter,Gone\n`);
    expect((await push(name, ...feed, '--publish')).answer).toMatchObject({
      release: { state: 'published' },
    });
    file('r.csv', `${HEAD}Pushco,REL-1,oil-filter,New\nPushco,REL-3,oil-filter,Come\n`);
    const preview = await user.run(['diff', name, ...feed, '--submission', 'full']);
    for (const line of ['+ Pushco REL-3', '~ Pushco REL-1', '    nameEn: "Old" → "New"', '- Pushco REL-2'])
      expect(preview.stdout.split('\n')).toContain(line);
    const releases = async (...args: string[]) =>
      JSON.parse((await user.run(['releases', '--feed', 'cli', '--json', ...args])).stdout).releases;
    expect(await releases('--limit', '1')).toMatchObject([{ state: 'discarded' }]);
    const staged = await push(name, ...feed, '--submission', 'full', '--release', 'auto');
    expect([staged.code, staged.answer.release]).toMatchObject([1, { state: 'staged' }]);
    const { releaseId } = staged.answer.release;
    const shown = JSON.parse((await user.run(['diff', releaseId, '--json', '--change', 'removed'])).stdout);
    expect(shown).toMatchObject({
      release: { releaseId },
      changes: [{ change: 'removed', key: 'Pushco REL-2' }],
    });
    for (let times = 0; times < 2; times += 1)
      expect(await user.run(['publish', releaseId])).toMatchObject({ code: 0 });
    const back = await user.run(['roll-back', releaseId]);
    expect([back.code, back.stdout]).toEqual([0, expect.stringContaining('rolled-back')]);
    expect(await user.run(['discard', releaseId])).toMatchObject({ code: 5 });
    expect(await user.run(['publish', 'rel-parts_nowhere'])).toMatchObject({ code: 5 });
    expect((await releases()).map(({ state }: { state: string }) => state)).toEqual([
      ...['rolled-back', 'discarded', 'published'],
    ]);
  });

  it('of a difference that is interrupted leaves nothing behind', async () => {
    const name = file('long.csv', parts('DIF', 20_000));
    proxy.upPerSecond = 200_000;
    const { child, ended } = user.start(['diff', name, '--kind', 'parts', '--feed', 'gone']);
    await expect.poll(() => proxy.up).toBeGreaterThan(300_000);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect((await platform.otherTenant.get('/v1/releases?feed=gone&state=staged')).body.releases).toEqual([]);
    const { uploads } = (await platform.otherTenant.get('/v1/uploads')).body;
    expect((uploads as { filename: string }[]).filter(({ filename }) => filename === name)).toEqual([]);
  });
});

describe('a push of a folder', () => {
  const ROWS = ['PIC-1', 'PIC-10', 'P7'].map((number) => `Pushco,${number},brake-disc,x\n`).join('');
  const OTHER_BRAND = 'Pushhouse,HSE-1,brake-disc,x\n';

  async function pictures(files: Record<string, Buffer | string>): Promise<string> {
    await platform.otherTenant.importFile('parts', 'csv', HEAD + ROWS + OTHER_BRAND);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(user.folder, 'pictures', dirname(name)), { recursive: true });
      writeFileSync(join(user.folder, 'pictures', name), content);
    }
    return 'pictures';
  }
  async function albumOf(number: string): Promise<string[]> {
    const { matches } = (await platform.otherTenant.get(`/v1/numbers/${number}?make=Pushco`)).body;
    const { images } = (await platform.otherTenant.get(`/v1/parts/${matches[0].part.partId}/images`)).body;
    return images.map(({ name }: { name: string }) => name);
  }
  /** None packs well, and no two are alike. */
  const picture = (seed: number, side = 40) => {
    const random = randomNumbers(seed);
    const row = () => Buffer.from([0, ...Array.from({ length: side * 3 }, () => Math.floor(random() * 256))]);
    return pngWith(side, side, Buffer.concat(Array.from({ length: side }, row)));
  };

  it('says which goes where, puts them up in order, and sends none twice', async () => {
    const folder = await pictures({
      ...{ 'PIC-1-2.png': picture(1), 'pic 1.png': picture(2), 'Pushco/P7.jpg': picture(3) },
      ...{ 'PIC-10.png': 'no picture', 'nobody.png': picture(4), 'Thumbs.db': 'x' },
      'PUSHHOUSE/P7-1.png': picture(9),
    });
    const dry = await user.run(['push', folder, '--dry-run']);
    expect(dry).toMatchObject({ code: 1, stdout: expect.stringContaining('pic 1.png -> Pushco PIC-1\n') });
    expect(dry.stdout).toContain('PIC-1-2.png -> Pushco PIC-1, picture 3\n');
    expect(await albumOf('PIC-1')).toEqual([]);

    const { code, answer } = await push(folder, '--report', 'report.csv');
    expect([code, answer.counts]).toEqual([1, expect.objectContaining({ 'put-up': 3, refused: 3 })]);
    expect(await albumOf('PIC-1')).toEqual(['pic 1.png', 'PIC-1-2.png']);
    const report = readFileSync(join(user.folder, 'report.csv'), 'utf8');
    expect(report.trim().split('\r\n')).toHaveLength(7);
    expect(report).toMatch(/"PUSHHOUSE\/P7-1.png","refused",.*"brand-differs"/);
    expect(report).toMatch(/"PIC-10.png","refused","Pushco","PIC-10".*"image-type-unsupported"/);

    // One between the two, and one that has changed.
    await pictures({ 'PIC-1-1.png': picture(5), 'pic 1.png': picture(6) });
    const again = await push(folder);
    expect(again.answer.counts).toMatchObject({ 'put-up': 1, replaced: 1, unchanged: 2, refused: 3 });
    expect(await albumOf('PIC-1')).toEqual(['pic 1.png', 'PIC-1-1.png', 'PIC-1-2.png']);
  });

  it('takes no picture’s place that another put up, unless it is told to', async () => {
    const folder = await pictures({ 'P7.png': picture(7) });
    expect((await push(folder)).answer.counts).toMatchObject({ 'put-up': 1 });
    // Another machine knows nothing of it.
    rmSync(join(user.folder, 'state'), { recursive: true });
    expect((await push(folder)).answer.counts).toMatchObject({ unchanged: 1 });
    await pictures({ 'P7.png': picture(8) });
    rmSync(join(user.folder, 'state'), { recursive: true });
    const refused = await push(folder);
    expect([refused.code, refused.answer.results[0].code]).toEqual([1, 'image-exists']);
    expect((await push(folder, '--replace')).answer.counts).toMatchObject({ replaced: 1 });
  });

  it('goes on over a line that breaks, and where it stood after Ctrl-C', async () => {
    const files = Array.from(
      { length: 12 },
      (_, at) => [`PIC-10-${at + 1}.png`, picture(100 + at, 200)] as const,
    );
    const folder = await pictures(Object.fromEntries(files));
    proxy.upPerSecond = 200_000;
    const nowhere = await push(folder, '--report', 'no/where.csv');
    expect([nowhere.code, await albumOf('PIC-10')]).toEqual([2, []]);
    const { child, ended } = user.start(['push', folder, '--json', '--report', 'stopped.csv']);
    await expect.poll(() => albumOf('PIC-10'), { timeout: 60_000 }).not.toEqual([]);
    child.kill('SIGINT');
    proxy.cut();
    const stopped = await ended;
    expect([stopped.code, JSON.parse(stopped.stdout)]).toEqual([
      130,
      expect.objectContaining({ error: expect.objectContaining({ code: 'interrupted' }) }),
    ]);
    const { counts } = JSON.parse(stopped.stdout);
    expect(counts['put-up'] + counts['not-sent']).toBe(files.length);
    expect(readFileSync(join(user.folder, 'stopped.csv'), 'utf8').match(/"not-sent"/g)).toHaveLength(
      counts['not-sent'],
    );
    const before = (await albumOf('PIC-10')).length;
    proxy.upPerSecond = Number.POSITIVE_INFINITY;
    const random = randomNumbers(7);
    proxy.breakAfter = () => Math.floor(100_000 + random() * 600_000);
    const { code, answer } = await push(folder);
    expect(code).toBe(0);
    expect(await albumOf('PIC-10')).toEqual(files.map(([name]) => name));
    // At most the one that was under way went twice.
    expect(answer.counts.unchanged).toBeGreaterThanOrEqual(before - 1);
  });

  it('is told what is not for it', async () => {
    const folder = await pictures({});
    mkdirSync(join(user.folder, folder), { recursive: true });
    const empty = await push(folder);
    expect([empty.code, empty.answer.error.code]).toEqual([2, 'usage']);
    expect((await push(folder, '--kind', 'parts')).answer.error.message).toContain('--kind');
    expect((await push(file('a.csv', parts('X', 1)), '--dry-run')).answer.error.message).toContain(
      '--dry-run',
    );
  });
});
