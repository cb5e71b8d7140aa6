import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TOPICS } from '@qipei/contracts';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { SEARCH_PROJECTION_GROUP } from '@qipei/search';
import { runCommand, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-operator-'));
  cpSync(inject('demo').folder, dataDir, { recursive: true });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function qipei(...args: string[]) {
  return qipeiOver(dataDir, ...args);
}

async function qipeiOver(folder: string, ...args: string[]) {
  return await runCommand({ QIPEI_DATA_DIR: folder }, args);
}

describe('qipei index rebuild', () => {
  it('makes the same index again from what the services have, and only while the platform is stopped', async () => {
    await using platform = await startDemoPlatform(inject('demo'));
    const search = async () => {
      const { body } = await platform.shop.get('/v1/search?vin=1HGCM82633A004352&inStock=true&pageSize=100');
      return {
        total: body.total,
        facets: body.facets,
        ids: body.hits.map((hit: { partId: string }) => hit.partId),
      };
    };
    const before = await search();
    expect(before.total).toBeGreaterThan(0);
    expect((await qipeiOver(platform.dataDir, 'index', 'rebuild')).output).toContain(
      'Another process uses the data folder',
    );
    expect(await platform.process.stop()).toBe(0);
    // As versions left it that didn't count its contents.
    const index = new DatabaseSync(join(platform.dataDir, 'search-index.sqlite'));
    index.exec(`DELETE FROM index_meta WHERE key = 'contents'`);
    index.close();
    expect(await qipeiOver(platform.dataDir, 'index', 'check')).toEqual({
      code: 1,
      output: expect.stringMatching(
        / agrees with the catalogue\.\n[\s\S]* earlier version of Qipei .*index rebuild/,
      ),
    });
    const rebuilt = await qipeiOver(platform.dataDir, 'index', 'rebuild');
    expect(rebuilt).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^2000 parts, the fitments of 2000 and \d+ offers/),
    });
    await platform.restart();
    await expect.poll(search, { timeout: 60_000, interval: 200 }).toEqual(before);
    await expect
      .poll(async () => (await qipeiOver(platform.dataDir, 'index', 'check')).code, { timeout: 30_000 })
      .toBe(0);
  });
});

describe('qipei index check', () => {
  it('agrees over the demo, while the platform is stopped and while it runs', async () => {
    expect(await qipei('index', 'check')).toEqual({
      code: 0,
      output: '2000 parts: the index agrees with the catalogue.\n',
    });
    await using platform = await startDemoPlatform(inject('demo'));
    expect((await qipeiOver(platform.dataDir, 'index', 'check')).code).toBe(0);
  });

  it('names what is missing, extra and stale, and fails', async () => {
    const catalog = new DatabaseSync(join(dataDir, 'catalog.sqlite'));
    const ids = catalog
      .prepare('SELECT part_id FROM part_identity ORDER BY part_id LIMIT 2')
      .all()
      .map((row) => String(row.part_id));
    catalog.prepare('UPDATE part_identity SET version = 7 WHERE part_id = ?').run(ids[0] ?? '');
    catalog.prepare('UPDATE part_identity SET visibility = 0 WHERE part_id = ?').run(ids[1] ?? '');
    catalog
      .prepare(
        `INSERT INTO part_identity (publisher, brand_key, number_key, seq, part_id, visibility, version, content_hash)
         VALUES ('demo', 'X', 'X', 999999, 'part_zzz', 2, 1, x'00')`,
      )
      .run();
    catalog.close();
    const { code, output } = await qipei('index', 'check');
    expect(output.split('\n')).toEqual([
      `stale\t${ids[0]}\tversion 1 is in the index, the catalogue has 7`,
      `extra\t${ids[1]}\tversion 1 is in the index, the catalogue has no such part`,
      'missing\tpart_zzz\tversion 1 is not in the index',
      '2000 parts: 1 missing, 1 extra, 1 stale in the index.',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('says so where there is no platform, and makes none', async () => {
    for (const args of [
      ['index', 'check'],
      ['dead-letters', 'list'],
    ]) {
      const { code, output } = await qipeiOver(join(dataDir, 'nowhere'), ...args);
      expect(code).toBe(1);
      expect(output).toMatch(/^qipei: .*nowhere.*\n$/);
    }
    expect(existsSync(join(dataDir, 'nowhere'))).toBe(false);
  });
});

describe('qipei dead-letters', () => {
  const topic = TOPICS.catalogPart;
  const group = SEARCH_PROJECTION_GROUP;

  it('lists what was parked and gives it again to the consumer of another process', async () => {
    await using log = openSqliteEventLog({ file: join(dataDir, 'event-log.sqlite') });
    let broken = true;
    const taken: string[] = [];
    await using consumer = await log.subscribe({
      topics: [topic],
      group,
      maxAttempts: 2,
      backoffMs: 1,
      handler: (records) => {
        if (broken) throw new Error('index\tis on fire');
        taken.push(...records.map(({ id }) => id));
      },
    });
    await log.append(topic, [{ key: 'k', id: 'event-1', type: 'qipei.x.Y', value: new Uint8Array() }]);
    await consumer.caughtUp();
    broken = false;

    const listed = await qipei('dead-letters', 'list');
    expect(listed.code).toBe(0);
    expect(listed.output).toMatch(
      new RegExp(
        `^\\S+Z\t${topic}\t${group}\t\\d+\tk\tevent-1\tqipei.x.Y\t2 attempts\t.*index is on fire.*\n$`,
      ),
    );
    const only = await qipei('dead-letters', 'list', '--topic', topic, '--group', 'fitment-part-visibility');
    expect(only.output).toBe('There are no dead letters.\n');

    const replayed = await qipei('dead-letters', 'replay', '--topic', topic, '--group', group);
    expect(replayed).toMatchObject({ code: 0, output: expect.stringMatching(/^1 dead letters of /) });
    await expect.poll(() => taken).toEqual(['event-1']);
    await consumer.caughtUp();
    expect((await qipei('dead-letters', 'list')).output).toBe('There are no dead letters.\n');
  });

  it.each([
    [['replay'], 'dead-letters replay needs --topic and --group'],
    [['replay', '--topic', topic], 'dead-letters replay needs --topic and --group'],
    [['list', '--topic', 'parts'], "there is no topic 'parts'"],
    [['list', '--group', 'search'], "there is no group 'search'"],
    [['list', '--limit', '0'], '--limit is a whole number'],
    [['list', 'all'], "'all' was not expected"],
  ])('%j is refused', async (args, message) => {
    const { code, output } = await qipei('dead-letters', ...args);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });
});
