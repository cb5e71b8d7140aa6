import { createHash, timingSafeEqual } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';

/** A secret shared by the services of one platform, so that another process on the machine can't speak for a tenant. */
export const PEER_TOKEN_KEY = 'qipei-peer-token';

export function hasPeerToken(metadata: Metadata, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(String(metadata.get(PEER_TOKEN_KEY)[0] ?? '')), digest(expected));
}
