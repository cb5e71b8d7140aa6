/** Uploads of jobs that haven't ended, each by a name of the form of a job's id. */
export interface ImportSpool {
  /**
   * Resolves with the number of bytes once they would survive a power cut. Where the source fails nothing stays.
   * @throws UploadTooLarge; DomainError `spool-full`
   */
  store(upload: string, source: AsyncIterable<Uint8Array>): Promise<number>;
  /** Undefined where there is no such upload. */
  size(upload: string): Promise<number | undefined>;
  read(upload: string): AsyncIterable<Uint8Array>;
  remove(upload: string): Promise<void>;
  /**
   * Removes what no open job needs, and uploads that were broken off by a crash. What may belong to a job that is just
   * being made is left. Returns how many were removed.
   */
  removeOrphans(open: ReadonlySet<string>): Promise<number>;
}

export const DEFAULT_MAX_UPLOAD_BYTES = 4 * 1024 ** 3;

/** A name comes from nowhere but `newId`; anything else is a mistake of the caller's. */
export function requireUploadName(upload: string): string {
  if (!/^[a-z][a-z-]*_[0-9a-z]{26}$/.test(upload))
    throw new Error(`'${upload.slice(0, 80)}' is not the id of a job.`);
  return upload;
}
