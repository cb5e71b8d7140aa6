import { observeGauge } from './gauges.ts';
import { eventCounter } from './instruments.ts';

/** What the metrics need of an import job. */
export interface ImportProgress {
  id: string;
  kind: string;
  state: string;
  bytesTotal: number;
  bytesDone: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
}

const OUTCOMES = ['created', 'updated', 'unchanged', 'deleted', 'failed'] as const;

const rows = eventCounter('qipei.import.rows', 'Rows of imports taken in, by what became of them');
const ended = eventCounter('qipei.import.jobs', 'Imports that have come to their end, by how');

export interface ImportMetrics extends Disposable {
  /** After each batch and at a job's end. A job that goes on after a restart counts with all its rows. */
  progressed(job: ImportProgress): void;
}

/** How far the imports of a service are; nothing of it tells whose they are. */
export function observeImports(service: string): ImportMetrics {
  const gauges = new DisposableStack();
  const running = new Map<string, ImportProgress>();
  const kinds = new Set<string>();

  function meet(kind: string): void {
    if (kinds.has(kind)) return;
    kinds.add(kind);
    const attributes = { service, kind };
    const ofKind = () => [...running.values()].filter((job) => job.kind === kind);
    gauges.use(
      observeGauge({
        name: 'qipei_imports_running',
        description: 'Imports under way',
        read: () => ofKind().length,
        attributes,
      }),
    );
    gauges.use(
      observeGauge({
        name: 'qipei_import_progress',
        description: 'Of the imports under way, the share of their files that is taken in',
        unit: '1',
        read() {
          const jobs = ofKind();
          const total = jobs.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0);
          return total === 0 ? undefined : jobs.reduce((sum, { bytesDone }) => sum + bytesDone, 0) / total;
        },
        attributes,
      }),
    );
  }

  return {
    progressed(job) {
      meet(job.kind);
      const before = running.get(job.id);
      for (const outcome of OUTCOMES) {
        const more = job[outcome] - (before?.[outcome] ?? 0);
        if (more > 0) rows(more, { service, kind: job.kind, outcome });
      }
      if (job.state === 'running' || job.state === 'queued') running.set(job.id, job);
      else {
        running.delete(job.id);
        ended(1, { service, kind: job.kind, outcome: job.state });
      }
    },
    [Symbol.dispose]: () => gauges.dispose(),
  };
}
