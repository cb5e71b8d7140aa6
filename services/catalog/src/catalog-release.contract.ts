import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { ReleaseChangeKind, ReleaseState, ReleaseSubmission } from '@qipei/contracts/releases/v1/releases';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const ndjson = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** Releases of parts through the service's own calls, over any storage. */
export function releasesContract(open: OpenCatalog, many = 9_000): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({});
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  async function reached(releaseId: string, state: ReleaseState) {
    return await vi.waitFor(async () => {
      const answer = await opened.releases.getRelease({ releaseId }, as('acme'));
      expect(answer.release?.state).toBe(state);
      return answer;
    }, 30_000);
  }

  it('takes an import as a release, and answers to its tenant alone', async () => {
    const settings = { release: 'stage', submission: 'full', feed: '春季' };
    const job = await opened.importNdjson('acme', ndjson(partRow('A'), partRow('B'), {}), settings);
    expect(job).toMatchObject({ created: 2, failed: 1, releaseId: `rel-${job.jobId}` });
    const { releaseId } = job;
    const { release, samples } = await reached(releaseId, ReleaseState.STAGED);
    expect(release).toMatchObject({
      ...{ kind: 'parts', feed: '春季', submission: ReleaseSubmission.FULL, jobId: job.jobId },
      ...{ filename: 'parts', counts: { added: 2, failed: 1 }, retained: true },
    });
    expect(samples.map(({ key }) => key)).toEqual(['BOSCH A', 'BOSCH B']);
    for (const call of ['getRelease', 'publishRelease', 'rollBackRelease', 'discardRelease'] as const) {
      const foreign = (
        opened.releases as unknown as Record<
          typeof call,
          (request: object, context: object) => Promise<unknown>
        >
      )[call];
      await expect(foreign({ releaseId }, as('bolt'))).rejects.toMatchObject({ code: 'release-not-found' });
    }
    expect(await opened.idOf('acme', 'BOSCH', 'A')).toBe('');
    await opened.releases.publishRelease({ releaseId }, as('acme'));
    await reached(releaseId, ReleaseState.PUBLISHED);
    expect(await opened.idOf('acme', 'BOSCH', 'A')).not.toBe('');
    const page = { pageSize: 1, pageToken: '', change: ReleaseChangeKind.UNSPECIFIED };
    const { changes, nextPageToken } = await opened.releases.listReleaseChanges(
      { releaseId, ...page },
      as('acme'),
    );
    expect([changes.length, nextPageToken === '']).toEqual([1, false]);
  });

  it('refuses settings that make no sense, and rules that are none', async () => {
    for (const [settings, code] of [
      [{ submission: 'full' }, 'full-needs-release'],
      [{ release: 'maybe' }, 'import-setting-invalid'],
      [{ release: 'stage', feed: 'x'.repeat(61) }, 'import-setting-invalid'],
    ] as const)
      await expect(opened.importNdjson('acme', '{}', settings)).rejects.toMatchObject({ code });
    const none = { maxRemovedPercent: undefined, maxChanged: undefined, maxChangedPercent: undefined };
    const set = (kind: string, maxRemoved: number) =>
      opened.releases.setReleaseRules(
        { kind, rules: { ...none, maxRemoved }, expectedVersion: '' },
        as('acme'),
      );
    await expect(set('fitments', 1)).rejects.toMatchObject({ code: 'release-kind-unknown' });
    await expect(set('parts', -1)).rejects.toMatchObject({ code: 'release-rule-invalid' });
    await set('parts', 3);
    const { rules } = await opened.releases.getReleaseRules({ kind: 'parts' }, as('acme'));
    expect(rules).toMatchObject({ maxRemoved: 3, maxRemovedPercent: undefined });
  });

  it('fails the release of an import that can’t be read to its end', async () => {
    const rows = ndjson(...Array.from({ length: many }, (_, i) => partRow(`P${i}`)));
    const broken = Buffer.concat([
      Buffer.from(`${rows}\n`),
      Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x22, 0x0a]),
    ]);
    const job = await opened.importNdjson('acme', broken, { release: 'auto' });
    expect(job).toMatchObject({ state: ImportState.FAILED });
    expect(job.rows).toBeGreaterThan(0);
    const { release } = await reached(job.releaseId, ReleaseState.FAILED);
    expect(release?.failure).toBe(job.failure);
    expect(await opened.idOf('acme', 'BOSCH', 'P0')).toBe('');
  });
}
