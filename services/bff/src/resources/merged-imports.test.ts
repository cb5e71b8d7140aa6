import { ImportJob } from '@qipei/contracts/imports/v1/imports';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportOwner } from '../peers.ts';
import { type ListPage, mergeImports } from './merged-imports.ts';

type Lists = Record<ImportOwner, ImportJob[]>;

/** Pages as the services give them: by position behind a job, newest first. */
function listOf(lists: Lists): ListPage {
  return async (owner, { pageSize, pageToken }) => {
    const from = pageToken === '' ? 0 : lists[owner].findIndex(({ jobId }) => jobId === pageToken) + 1;
    const jobs = lists[owner].slice(from, from + pageSize);
    const more = from + pageSize < lists[owner].length;
    return { jobs, nextPageToken: more ? (jobs.at(-1)?.jobId ?? '') : '' };
  };
}

function job(owner: string, at: number): ImportJob {
  return ImportJob.fromPartial({ jobId: `${owner}_${at}`, createdAt: new Date(at) });
}

const times = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 25 });

it('gives every job once, newest first, also when new ones arrive between the pages', async () => {
  await fc.assert(
    fc.asyncProperty(times, times, times, fc.integer({ min: 1, max: 7 }), async (a, b, c, pageSize) => {
      const of = (owner: string, values: number[]) =>
        values.sort((x, y) => y - x).map((at) => job(owner, at));
      const lists: Lists = { catalog: of('parts', a), fitment: of('fitments', b), inventory: of('stock', c) };
      const before = Object.values(lists)
        .flat()
        .map(({ jobId }) => jobId);
      const list = listOf(lists);
      const seen: ImportJob[] = [];
      let pageToken: string | undefined;
      let arrived = 2_000;
      do {
        const page = await mergeImports({ pageSize, pageToken }, list);
        expect(page.jobs.length).toBeLessThanOrEqual(pageSize);
        seen.push(...page.jobs);
        for (const owner of ['catalog', 'fitment', 'inventory'] as const) {
          arrived += 1;
          lists[owner].unshift(job(`new-${owner}`, arrived));
        }
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken !== undefined && seen.length < 500);
      const ids = seen.map(({ jobId }) => jobId);
      expect(new Set(ids).size).toBe(ids.length);
      const old = seen.filter(({ jobId }) => !jobId.startsWith('new-'));
      expect(old.map(({ jobId }) => jobId).sort()).toEqual(before.sort());
      const ages = old.map(({ createdAt }) => createdAt?.getTime() ?? 0);
      expect(ages).toEqual([...ages].sort((x, y) => y - x));
    }),
    { numRuns: 200 },
  );
});

it.each(['', 'x', 'bnVsbA', Buffer.from('{"catalog":null}').toString('base64url')])(
  'refuses the page token %j',
  async (pageToken) => {
    const empty: Lists = { catalog: [], fitment: [], inventory: [] };
    await expect(mergeImports({ pageSize: 5, pageToken }, listOf(empty))).rejects.toMatchObject({
      code: 'page-token-invalid',
    });
  },
);
