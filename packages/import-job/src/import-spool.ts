import { DomainError } from '@qipei/kernel';

/** Uploads of jobs that haven't ended, each by a name of the form of a job's id. */
export interface ImportSpool {
  /**
   * Resolves with the number of bytes once they would survive a power cut. Where the source fails nothing stays.
   * @throws UploadTooLarge; DomainError `spool-full`
   */
  store(upload: string, source: AsyncIterable<Uint8Array>): Promise<number>;
  /** @throws UploadTooLarge for an upload that has more bytes than may be stored */
  requireRoomFor(bytes: number): void;
  /**
   * Appends to an upload that comes in parts, from an offset up to which all of it is durable; what lies behind it is dropped.
   * `durable` is told of each offset reached once it would survive a power cut, and ends the appending where it resolves with false. Where the
   * source fails, what came before stays.
   * @throws UploadTooLarge, DomainError `spool-full`, `upload-lost`
   */
  append(
    upload: string,
    offset: number,
    source: AsyncIterable<Uint8Array>,
    durable: (offset: number) => Promise<boolean>,
  ): Promise<void>;
  /** Makes of what was appended, up to an offset, an upload as `store` does. Again it changes nothing. @throws DomainError `upload-lost` */
  finish(upload: string, bytes: number): Promise<void>;
  /** Undefined where there is no such upload. */
  size(upload: string): Promise<number | undefined>;
  /** With a path where it lies in a file. */
  read(upload: string): AsyncIterable<Uint8Array> & { readonly path?: string };
  remove(upload: string): Promise<void>;
  /**
   * Removes what no open job needs, and uploads that were broken off by a crash. What may belong to a job that is just
   * being made is left. Returns how many were removed.
   */
  removeOrphans(open: ReadonlySet<string>): Promise<number>;
}

export const DEFAULT_MAX_UPLOAD_BYTES = 20 * 1024 ** 3;

/** What was appended so far isn't there any more, or less of it. */
export function uploadLost(): DomainError {
  const message = 'What came of the upload so far is gone; begin again.';
  return new DomainError({ kind: 'conflict', code: 'upload-lost', message });
}

/** A name comes from nowhere but `newId`; anything else is a mistake of the caller's. */
export function requireUploadName(upload: string): string {
  if (!/^[a-z][a-z-]*_[0-9a-z]{26}$/.test(upload))
    throw new Error(`'${upload.slice(0, 80)}' is not the id of a job.`);
  return upload;
}
