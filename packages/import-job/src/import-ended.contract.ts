import { readEnvelope } from '@qipei/contracts';
import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { ImportEnded } from '@qipei/contracts/imports/v1/imports_events';
import { afterEach, describe, expect, test } from 'vitest';
import { batch } from './import-jobs.contract.ts';
import type { ImportJobs } from './import-jobs.ts';
import { newJob, UPLOAD_TRACE } from './new-job.fixture.ts';

export const TEST_TOPIC = 'qipei.test.import.v1';

export interface TellingJobs extends AsyncDisposable {
  /** Told of in `TEST_TOPIC`. */
  jobs: ImportJobs;
  /** What waits in the outbox, oldest first. */
  waiting(): Promise<readonly { topic: string; key: string; value: Uint8Array }[]>;
}

const now = new Date('2026-02-01T00:00:00Z');

/** What every adapter promises that is told where the ends of its jobs go. */
export function importEndedContract(name: string, open: () => Promise<TellingJobs>): void {
  describe(`${name} tells of the end of a job`, () => {
    let opened: TellingJobs | undefined;
    afterEach(async () => await opened?.[Symbol.asyncDispose]());
    async function begin(): Promise<TellingJobs> {
      opened = await open();
      return opened;
    }
    async function ends(): Promise<ImportEnded[]> {
      const waiting = (await opened?.waiting()) ?? [];
      return waiting.map(({ topic, key, value }) => {
        const envelope = readEnvelope(value);
        expect(envelope).toMatchObject({
          type: 'qipei.imports.v1.ImportEnded',
          tenant: 'a',
          aggregateId: key,
        });
        expect([topic, envelope.traceparent, envelope.occurredAt]).toEqual([TEST_TOPIC, UPLOAD_TRACE, now]);
        return ImportEnded.decode(envelope.payload);
      });
    }

    test('once, with what was counted of it', async () => {
      const { jobs } = await begin();
      const { id } = await jobs.create(newJob('a'));
      await jobs.takeNext();
      await jobs.commitBatch(id, batch(0, 3));
      expect(await ends()).toEqual([]);
      await jobs.finish(id, 'done', '', now);
      expect(await jobs.finish(id, 'failed', 'late: too late', now)).toBeUndefined();
      const ended = await ends();
      expect(ended).toHaveLength(1);
      expect(ended[0]?.job).toMatchObject({
        ...{
          jobId: id,
          kind: 'items',
          state: ImportState.DONE,
          rows: 3,
          created: 3,
          failed: 0,
          bytesDone: 90,
        },
        ...{ finishedAt: now, notes: [{ code: 'encoding', value: 'utf-8' }] },
      });
    });

    test('that failed, with the reason', async () => {
      const { jobs } = await begin();
      const { id } = await jobs.create(newJob('a'));
      await jobs.takeNext();
      await jobs.finish(id, 'failed', 'gzip-damaged: The file is damaged.', now);
      const [ended] = await ends();
      expect(ended?.job).toMatchObject({
        state: ImportState.FAILED,
        failure: 'gzip-damaged: The file is damaged.',
      });
    });

    test('that is cancelled, where it waits at once, where it runs when it stops', async () => {
      const { jobs } = await begin();
      const [running, queued] = [await jobs.create(newJob('a')), await jobs.create(newJob('a'))];
      await jobs.takeNext();
      await jobs.cancel('a', queued.id, now);
      await jobs.cancel('a', queued.id, now);
      await jobs.cancel('a', running.id, now);
      expect((await ends()).map(({ job }) => [job?.jobId, job?.state])).toEqual([
        [queued.id, ImportState.CANCELLED],
      ]);
      await jobs.finish(running.id, 'cancelled', '', now);
      await jobs.cancel('a', running.id, now);
      expect((await ends()).map(({ job }) => job?.jobId)).toEqual([queued.id, running.id]);
    });
  });
}
