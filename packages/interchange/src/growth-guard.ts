import { UnreadableFile } from './unreadable-file.ts';

/** What inflates to more than so many times its size is taken for a bomb, unless it is small all the same. */
export const MAX_GROWTH = 200;
export const ALWAYS_ALLOWED_BYTES = 64 * 1024 ** 2;

export interface GrowthGuard {
  packed(bytes: number): void;
  /** @throws UnreadableFile `gzip-bomb` or `zip-bomb`, `unpacked-too-large` */
  inflated(bytes: number): void;
}

/** Counts what really comes out: what an archive claims is only claimed. */
export function growthGuard(code: 'gzip-bomb' | 'zip-bomb', maxBytes: number, packedBefore = 0): GrowthGuard {
  let packed = packedBefore;
  let inflated = 0;
  return {
    packed(bytes) {
      packed += bytes;
    },
    inflated(bytes) {
      inflated += bytes;
      if (inflated > maxBytes) {
        const message = `The file is larger than ${inMebibytes(maxBytes)} once it is unpacked; split it.`;
        throw new UnreadableFile('unpacked-too-large', 1, message, { maxBytes });
      }
      const allowed = Math.max(ALWAYS_ALLOWED_BYTES, packed * MAX_GROWTH);
      if (inflated <= allowed) return;
      const message = `The file inflates to more than ${inMebibytes(allowed)}, far more than its size tells.`;
      throw new UnreadableFile(code, 1, message);
    },
  };
}

function inMebibytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)} MiB`;
}
