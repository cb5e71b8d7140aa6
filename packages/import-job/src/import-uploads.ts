import type { RowFormat } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';

/** What an import is asked to be, before its file is there. */
export interface ImportStart {
  kind: string;
  format: RowFormat;
  filename: string;
  /** As JSON; that of the profile where one was named. */
  mapping: string;
  settings: Readonly<Record<string, string>>;
}

/** A file that comes in parts. */
export interface ImportUpload {
  /** Of the form of a job's id, and its name in the spool. */
  id: string;
  tenant: string;
  start: ImportStart;
  bytesTotal: number;
  /** Of the whole file, in hex; empty: not to be checked. */
  sha256: string;
  /** Bytes that would survive a power cut. */
  offset: number;
  /** The import that it became; empty before. */
  jobId: string;
  createdAt: Date;
  /** When something of it last came. */
  touchedAt: Date;
}

export type NewImportUpload = Omit<ImportUpload, 'offset' | 'jobId' | 'touchedAt'>;

/**
 * Uploads in parts as they stand. Every adapter promises that what resolves is durable, that nobody sees another tenant's, and
 * that of several who append to one upload only the last who claimed it gets further.
 */
export interface ImportUploads {
  /** @throws TooManyUploads */
  create(upload: NewImportUpload): Promise<ImportUpload>;
  /** @throws NotFound */
  get(tenant: string, id: string): Promise<ImportUpload>;
  /** Those that wait for more, newest first. */
  list(tenant: string): Promise<ImportUpload[]>;
  /** From now on only `session` may advance it. @throws NotFound */
  claim(tenant: string, id: string, session: string): Promise<ImportUpload>;
  /** False where another session has claimed it, or it is gone. */
  advance(id: string, session: string, offset: number, now: Date): Promise<boolean>;
  /** It has become an import. */
  complete(id: string, jobId: string, now: Date): Promise<void>;
  /** @throws NotFound */
  remove(tenant: string, id: string): Promise<void>;
  /** Forgets those that nothing came of since the instant, and tells which of them had not become imports. */
  removeUntouchedSince(instant: Date): Promise<string[]>;
}

/** After so long without a byte an upload is given up. */
export const UPLOAD_LIFE_MS = 24 * 60 * 60 * 1000;

/** A tenant has as many uploads waiting for more as it may. */
export class TooManyUploads extends DomainError {
  constructor(limit: number) {
    super({
      kind: 'exhausted',
      code: 'too-many-uploads',
      message: `There are ${limit} uploads that wait for more already; finish some, or delete them.`,
    });
  }
}

/** The caller goes on somewhere else than where the upload stands. */
export class UploadOffsetWrong extends DomainError {
  constructor(offset: number) {
    super({
      kind: 'conflict',
      code: 'upload-offset-wrong',
      message: `The upload stands at byte ${offset}; go on from there.`,
      details: { offset },
    });
  }
}
