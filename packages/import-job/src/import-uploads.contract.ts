import { randomUUID } from 'node:crypto';
import { newId } from '@qipei/kernel';
import { expect, test } from 'vitest';
import type { NewImportUpload } from './import-uploads.ts';
import { newJob, type Open } from './new-job.fixture.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

function newUpload(tenant: string): NewImportUpload {
  return {
    ...{ id: newId('items'), tenant, bytesTotal: 10, sha256: '', createdAt: at(0) },
    start: { kind: 'items', format: 'csv', filename: '', mapping: '', settings: { source: 'x' } },
  };
}

/** What every store promises of idempotency keys. */
export function requestContract(openJobs: Open): void {
  test('a key gives the job that was made under it, of each tenant its own', async () => {
    const storage = randomUUID();
    const jobs = await openJobs(storage, { maxOpenJobs: 2 });
    const keyed = { idempotencyKey: 'k', requestDigest: 'd' };
    const first = await jobs.create({ ...newJob('a'), ...keyed });
    expect(first).toMatchObject(keyed);
    const again = await (await openJobs(storage)).create({ ...newJob('a'), ...keyed });
    expect(again).toEqual(first);
    expect(await jobs.byKey('a', 'k')).toEqual(first);
    expect((await jobs.create({ ...newJob('b'), ...keyed })).id).not.toBe(first.id);
    const [one, two] = [await jobs.create(newJob('c')), await jobs.create(newJob('c'))];
    expect(one.id).not.toBe(two.id);
    expect([await jobs.byKey('c', ''), await jobs.byKey('c', 'k')]).toEqual([undefined, undefined]);
  });

  test('of many at the same moment under one key one is made', async () => {
    const storage = randomUUID();
    const [one, two] = [await openJobs(storage), await openJobs(storage)];
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        (i % 2 === 0 ? one : two).create({ ...newJob('a'), idempotencyKey: 'k', requestDigest: 'd' }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await one.list('a', { pageSize: 0, pageToken: '' })).items).toHaveLength(1);
  });
}

/** What every store promises of uploads in parts. */
export function uploadsContract(openJobs: Open): void {
  test('an upload advances for the last who claimed it, and stays after a restart', async () => {
    const storage = randomUUID();
    const { uploads } = await openJobs(storage);
    const wanted = newUpload('a');
    const created = await uploads.create(wanted);
    expect(created).toEqual({ ...wanted, offset: 0, jobId: '', touchedAt: at(0) });
    await uploads.claim('a', wanted.id, 's1');
    expect(await uploads.advance(wanted.id, 's1', 4, at(1))).toBe(true);
    const other = (await openJobs(storage)).uploads;
    expect(await other.claim('a', wanted.id, 's2')).toMatchObject({ offset: 4, touchedAt: at(1) });
    expect(await uploads.advance(wanted.id, 's1', 6, at(2))).toBe(false);
    expect(await other.advance(wanted.id, 's2', 3, at(2))).toBe(false);
    expect(await other.advance(wanted.id, 's2', 10, at(2))).toBe(true);
    expect(await (await openJobs(storage)).uploads.get('a', wanted.id)).toMatchObject({ offset: 10 });
    await other.complete(wanted.id, 'items_1', at(3));
    expect(await other.advance(wanted.id, 's2', 10, at(4))).toBe(false);
    expect(await other.get('a', wanted.id)).toMatchObject({ jobId: 'items_1', touchedAt: at(3) });
    expect(await other.list('a')).toEqual([]);
  });

  test('nobody sees another tenant’s upload, or has more than the bound', async () => {
    const { uploads } = await openJobs(randomUUID(), { maxOpenUploads: 2 });
    const first = await uploads.create(newUpload('a'));
    const second = await uploads.create(newUpload('a'));
    const missing = { code: 'upload-not-found' };
    await expect(uploads.get('b', first.id)).rejects.toMatchObject(missing);
    await expect(uploads.claim('b', first.id, 's')).rejects.toMatchObject(missing);
    await expect(uploads.remove('b', first.id)).rejects.toMatchObject(missing);
    expect([await uploads.list('b'), (await uploads.list('a')).map(({ id }) => id)]).toEqual([
      [],
      [second.id, first.id],
    ]);
    await expect(uploads.create(newUpload('a'))).rejects.toMatchObject({ code: 'too-many-uploads' });
    await uploads.create(newUpload('b'));
    await uploads.remove('a', first.id);
    await uploads.create(newUpload('a'));
  });

  test('what nothing comes of is forgotten, and told; what waits is needed', async () => {
    const jobs = await openJobs();
    const { uploads } = jobs;
    const [stale, whole, fresh] = [newUpload('a'), newUpload('a'), newUpload('a')];
    for (const each of [stale, whole, fresh]) await uploads.create(each);
    await uploads.complete(whole.id, 'items_1', at(1));
    await uploads.claim('a', fresh.id, 's');
    await uploads.advance(fresh.id, 's', 1, at(9));
    expect(await jobs.openUploads()).toEqual(new Set([stale.id, fresh.id]));
    expect(await uploads.removeUntouchedSince(at(5))).toEqual([stale.id]);
    await expect(uploads.get('a', whole.id)).rejects.toMatchObject({ code: 'upload-not-found' });
    expect(await jobs.openUploads()).toEqual(new Set([fresh.id]));
  });
}
