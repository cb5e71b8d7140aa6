import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqliteCatalog } from '../adapters/sqlite/open-sqlite-catalog.ts';
import { chance, idOf, importOf } from '../domain/part-contract.fixture.ts';
import type { NumberHit, PartReader } from '../domain/part-repository.ts';
import { getInterchange } from './get-interchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-interchange-'));
const catalog = openSqliteCatalog({ dataDir: folder }, 'imports');
afterAll(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const DAY = '2026-11-01';
const clock = { now: () => new Date(`${DAY}T12:00:00Z`) };
const ALL = { asOf: '', relations: [], depth: 0 };

/** A reader that counts what is read. */
function counting(reader: PartReader): PartReader & { read: number } {
  const counted = {
    ...reader,
    read: 0,
    async byNumber(...args: Parameters<PartReader['byNumber']>): Promise<NumberHit[]> {
      const hits = await reader.byNumber(...args);
      counted.read += Math.max(1, hits.length);
      return hits;
    },
  };
  return counted;
}

interface Declared {
  older: string;
  newer: string[];
  from: string;
  until: string;
}

/** Each way to choose one replacement for each part, each carried out: slow and obvious. */
function oracle(start: string, declared: readonly Declared[]): Set<string> {
  const inForce = declared.filter(({ from, until }) => from <= DAY && (until === '' || until >= DAY));
  const choices = Map.groupBy(inForce, ({ older }) => older);
  const outcomes = new Set<string>();
  const replaced = [...choices];
  const ways = replaced.reduce((count, [, of]) => count * of.length, 1);
  for (let way = 0; way < ways; way += 1) {
    let rest = way;
    const chosen = new Map<string, string[]>();
    for (const [older, of] of replaced) {
      chosen.set(older, of[rest % of.length]?.newer ?? []);
      rest = Math.floor(rest / of.length);
    }
    const ends = new Map<string, number>();
    const take = (part: string, above: readonly string[]): boolean => {
      if (above.includes(part)) return false;
      const newer = chosen.get(part);
      if (newer === undefined) ends.set(part, (ends.get(part) ?? 0) + 1);
      return (newer ?? []).every((each) => take(each, [...above, part]));
    };
    if (take(start, [])) outcomes.add(JSON.stringify([...ends].sort()));
  }
  return outcomes;
}

const DATES = ['', '', '', '2020-01-01', '2027-01-01'];

it.each([1, 2, 3, 4, 5, 6, 7, 8])('what to buy is what trying every choice finds (seed %i)', async (seed) => {
  const below = chance(seed);
  for (let round = 0; round < 12; round += 1) {
    const tenant = `t${seed}-${round}`;
    const parts = 3 + below(5);
    const declared: Declared[] = [];
    const rows = Array.from({ length: parts }, (_, at) => {
      const older = `P${at}`;
      const supersededBy: string[] = [];
      const targets = new Set<string>();
      for (let edge = below(3); edge > 0; edge -= 1) {
        const newer = [`P${below(parts + 1)}`, ...(below(3) === 0 ? [`P${below(parts + 1)}`] : [])];
        if (new Set(newer).size < newer.length || newer.some((each) => targets.has(each))) continue;
        for (const each of newer) targets.add(each);
        const [from = '', until = ''] = [DATES[below(5)], below(4) === 0 ? '2026-10-31' : ''];
        if (from > until && until !== '') continue;
        const dates = from === '' && until === '' ? '' : `@${from}${until === '' ? '' : `..${until}`}`;
        supersededBy.push(`${newer.join(' + ')}${dates}`);
        declared.push({ older, newer, from, until });
      }
      return { partNumber: older, supersededBy };
    });
    // The last number is no part.
    catalog.writer.apply(...importOf(tenant).batch(rows));
    const partId = await idOf(catalog.reader, tenant, 'P0');
    const { buy, truncated } = await getInterchange(tenant, partId, ALL, { parts: catalog.reader, clock });
    const found = buy.map((items) =>
      JSON.stringify(
        items.map(({ node, quantity }) => [node.part?.partNumber ?? node.number.raw, quantity]).sort(),
      ),
    );
    expect([truncated, new Set(found)], JSON.stringify(rows)).toEqual([[], oracle('P0', declared)]);
  }
});

it('reads no more than so much of parts that all replace each other, or share a number', async () => {
  const size = 3_000;
  const rows = Array.from({ length: size }, (_, at) => ({
    partNumber: `X${at}`,
    oeNumbers: ['VW:06A115561B'],
    supersededBy: Array.from({ length: 20 }, (_each, to) => `X${(at * 7 + to * 131 + 1) % size}`),
    supersedes: ['X0', 'X1'],
  }));
  catalog.writer.apply(...importOf('hostile').batch(rows));
  const parts = counting(catalog.reader);
  for (const number of ['X0', 'X1', 'X2999']) {
    parts.read = 0;
    const partId = await idOf(catalog.reader, 'hostile', number);
    const { edges, buy, truncated } = await getInterchange('hostile', partId, ALL, { parts, clock });
    expect(parts.read).toBeLessThanOrEqual(4_200);
    expect(edges.length).toBeLessThanOrEqual(500);
    expect(buy.length).toBeLessThanOrEqual(50);
    expect(truncated).not.toEqual([]);
  }
});
