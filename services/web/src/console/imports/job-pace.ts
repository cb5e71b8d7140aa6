import { useEffect, useRef, useState } from 'react';
import type { Answers } from '../../api/answers.ts';
import { isOpen } from './import-kinds.ts';

/** How far a job was when the platform was asked. */
export interface ProgressSample {
  /** Milliseconds. */
  at: number;
  rows: number;
  bytes: number;
}

export interface Pace {
  rowsPerSecond: number;
  /** Unknown where no byte was counted in the time. */
  secondsLeft: number | undefined;
}

/** So far back the pace is measured: what came before says little of now. */
const WINDOW_MS = 30_000;

/** With one sample more; what is too old, or of before the counts went back, is left out. */
export function withSample(samples: readonly ProgressSample[], next: ProgressSample): ProgressSample[] {
  const before = samples.filter(
    ({ at, rows, bytes }) =>
      next.at - at <= WINDOW_MS && at < next.at && rows <= next.rows && bytes <= next.bytes,
  );
  return [...before, next];
}

/** Undefined while it can't be told. */
export function paceOf(samples: readonly ProgressSample[], bytesTotal: number): Pace | undefined {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < 500) return undefined;
  const seconds = (last.at - first.at) / 1_000;
  const bytesPerSecond = (last.bytes - first.bytes) / seconds;
  return {
    rowsPerSecond: Math.round((last.rows - first.rows) / seconds),
    secondsLeft:
      bytesPerSecond > 0 ? Math.max(0, Math.ceil((bytesTotal - last.bytes) / bytesPerSecond)) : undefined,
  };
}

/** The pace of a job that runs, by what its answers count. */
export function usePace(job: Answers['importJob'], askedAt: number): Pace | undefined {
  const samples = useRef<{ jobId: string; list: ProgressSample[] }>({ jobId: '', list: [] });
  const [pace, setPace] = useState<Pace>();
  const { jobId, state, rows, bytesDone, bytesTotal } = job;
  useEffect(() => {
    if (!isOpen(state)) return setPace(undefined);
    const list = samples.current.jobId === jobId ? samples.current.list : [];
    samples.current = { jobId, list: withSample(list, { at: askedAt, rows, bytes: bytesDone }) };
    setPace(paceOf(samples.current.list, bytesTotal));
  }, [jobId, state, rows, bytesDone, bytesTotal, askedAt]);
  return pace;
}
