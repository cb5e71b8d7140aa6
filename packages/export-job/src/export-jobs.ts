import type { Page, PageRequest } from '@qipei/import-job';
import type { ExportJob, ExportLoss, ExportState } from './export-job.ts';

/** Of the job's maker; the rest is as of one that waits. */
export type NewExportJob = Pick<
  ExportJob,
  'id' | 'tenant' | 'kind' | 'format' | 'selection' | 'settings' | 'gzip' | 'createdAt' | 'traceparent'
>;

export type ExportEnd =
  | {
      state: 'done';
      rows: number;
      bytes: number;
      sha256: string;
      asOf: Date;
      losses: readonly ExportLoss[];
      notes: readonly string[];
    }
  | { state: 'failed'; failure: string }
  | { state: 'cancelled' };

/** The jobs of a service. What is written is durable when it returns. Each is one runner's at a time. */
export interface ExportJobs {
  /** @throws DomainError `too-many-exports` where the tenant has that many that haven't ended */
  add(job: NewExportJob): Promise<void>;
  /** @throws NotFound also where it is another tenant's */
  get(tenant: string, id: string): Promise<ExportJob>;
  list(tenant: string, page: PageRequest): Promise<Page<ExportJob>>;
  losses(tenant: string, id: string): Promise<ExportLoss[]>;
  /** One that waits ends at once, one that runs is asked to. One that has ended stays as it is. */
  cancel(tenant: string, id: string, now: Date): Promise<ExportJob>;
  remove(tenant: string, id: string): Promise<void>;
  /** The one that was broken off, else the oldest that waits; it is running then. Tenants take turns. */
  takeNext(): Promise<ExportJob | undefined>;
  /** Keeps a job that was taken, until disposed of. `lost` is called where another runner has it. */
  hold(id: string, lost: () => void): AsyncDisposable;
  /** False where the job is to end: it was cancelled or removed. */
  progress(id: string, rows: number): Promise<boolean>;
  /** The job waits again, behind those of other tenants. One that isn't this runner's any more is left alone. */
  giveBack(id: string, left: { attempts: number }): Promise<void>;
  /** False where the job has no use for a file: it ended otherwise, or there is no such job any more. */
  end(id: string, end: ExportEnd, at: { now: Date; expiresAt: Date }): Promise<boolean>;
  /** Removes those whose time has come. */
  removeExpired(now: Date): Promise<void>;
  /** Of every tenant's. */
  countIn(state: ExportState): Promise<number>;
  /** Ids of the jobs that have a file, or are having one made. */
  withFiles(): Promise<Set<string>>;
}
