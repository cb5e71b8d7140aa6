import { z } from 'zod';

/** What a file that is sent may take up. */
export interface ImportLimits {
  /** Most bytes as it is sent. */
  maxUploadBytes: number;
  /** Most bytes once it is unpacked. */
  maxUnpackedBytes: number;
}

const bytes = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What whoever takes files asks of the environment: the same of all, so that no service refuses what another has let in. */
export const importVariables = {
  MAX_UPLOAD_BYTES: bytes.default(20 * 1024 ** 3),
  QIPEI_MAX_UNPACKED_BYTES: bytes.default(64 * 1024 ** 3),
};

export function importLimitsOf(read: z.infer<z.ZodObject<typeof importVariables>>): ImportLimits {
  return { maxUploadBytes: read.MAX_UPLOAD_BYTES, maxUnpackedBytes: read.QIPEI_MAX_UNPACKED_BYTES };
}

/** What a service with releases asks of the environment: how many of a feed, beside the live one, can still be looked at. */
export const releaseVariables = {
  QIPEI_RELEASES_KEPT: z.coerce.number().int().min(1).max(1_000).default(5),
};
