import { setTimeout as pause } from 'node:timers/promises';
import type { ImportJobView } from '@qipei/testing/platform';
import { expect } from 'vitest';
import type { HostileCaller } from './hostile-caller.fixture.ts';

export type ListedError = [row: number, line: number, column: string, code: string];

export interface TakenFile {
  job: ImportJobView & { notes: { code: string; value: string }[] };
  errors: ListedError[];
}

export interface FileTaker {
  /** Takes a file in and accounts for every row of it: taken, or listed with its place and a code. */
  take(kind: string, type: string, body: string | Uint8Array): Promise<TakenFile>;
  ended(path: string): Promise<TakenFile['job']>;
}

const LIMIT_MS = 60_000;

export function fileTaker({ call }: HostileCaller): FileTaker {
  async function ended(path: string): Promise<TakenFile['job']> {
    const until = performance.now() + LIMIT_MS;
    while (performance.now() < until) {
      const { job } = (await call('GET', path)).body as TakenFile;
      if (job.state !== 'queued' && job.state !== 'running') return job;
      await pause(20);
    }
    throw new Error(`${path} does not end`);
  }

  async function allErrors(path: string): Promise<ListedError[]> {
    const errors: ListedError[] = [];
    for (let token = ''; ; ) {
      const { body } = await call('GET', `${path}/errors?pageSize=200&pageToken=${token}`);
      for (const { row, line, column, code } of body.errors) errors.push([row, line, column, code]);
      token = body.nextPageToken ?? '';
      if (token === '') return errors;
    }
  }

  return {
    ended,
    async take(kind, type, body) {
      const headers = { 'content-type': type };
      const started = await call('POST', `/v1/imports?kind=${kind}`, { body, headers });
      expect([started.status, started.body.detail]).toEqual([202, undefined]);
      const path = started.headers.location ?? '';
      const job = await ended(path);
      const errors = await allErrors(path);
      expect(job.created + job.updated + job.unchanged + job.deleted + job.failed).toBe(job.rows);
      expect(new Set(errors.map(([row]) => row)).size).toBe(job.failed);
      if (job.state === 'failed') expect(job.failure).toMatch(/^[a-z-]+: /);
      return { job, errors };
    },
  };
}
