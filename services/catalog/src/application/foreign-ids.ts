import { InvalidInput } from '@qipei/kernel';
import {
  type ForeignId,
  type ForeignIdKind,
  isForeignId,
  readForeignIdChange,
  readForeignIds,
} from '../domain/foreign-id.ts';
import type { ForeignIdCounts, ForeignIds } from '../domain/foreign-ids.ts';
import { atItsLine, type ForeignIdFile, readForeignIdFile } from './foreign-id-file.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 1_000;
const AT_ONCE = 10;

/** @throws InvalidInput */
export async function setForeignIds(
  tenant: string,
  { kind, ids }: { kind: ForeignIdKind; ids: readonly ForeignId[] },
  { foreignIds }: { foreignIds: ForeignIds },
): Promise<ForeignIdCounts> {
  return await foreignIds.replace(tenant, kind, readForeignIds(kind, ids));
}

/** Says what some ids mean and others don't any more; all else stays. @throws InvalidInput */
export async function changeForeignIds(
  tenant: string,
  { kind, ...change }: { kind: ForeignIdKind; set: readonly ForeignId[]; remove: readonly string[] },
  { foreignIds }: { foreignIds: ForeignIds },
): Promise<ForeignIdCounts> {
  return await foreignIds.change(tenant, kind, readForeignIdChange(kind, change));
}

/** The same out of a table with the columns `id` and `means`. @throws DomainError that names the lines at fault */
export async function setForeignIdsOfFile(
  tenant: string,
  { kind, ...file }: ForeignIdFile & { kind: ForeignIdKind },
  { foreignIds }: { foreignIds: ForeignIds },
): Promise<ForeignIdCounts> {
  const { ids, rows } = await readForeignIdFile(file);
  let read: ForeignId[];
  try {
    read = readForeignIds(kind, ids);
  } catch (error) {
    throw error instanceof InvalidInput ? atItsLine(error, rows) : error;
  }
  return await foreignIds.replace(tenant, kind, read);
}

/** @throws InvalidInput */
export async function listForeignIds(
  tenant: string,
  { kind, pageSize, pageToken }: { kind: ForeignIdKind; pageSize: number; pageToken: string },
  { foreignIds }: { foreignIds: ForeignIds },
): Promise<{ ids: ForeignId[]; nextPageToken: string }> {
  if (pageSize < 0) throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one id.');
  if (pageToken !== '' && !isForeignId(pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
  const limit = pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const ids = await foreignIds.list(tenant, kind, { after: pageToken, limit });
  return { ids, nextPageToken: ids.length < limit ? '' : (ids.at(-1)?.foreignId ?? '') };
}

/** Tells parts what their foreign part types mean by now. Returns of how many ids. */
export async function settleForeignIds(
  { foreignIds }: { foreignIds: ForeignIds },
  context: { now: Date; traceparent: string },
): Promise<number> {
  const unsettled = await foreignIds.unsettled(AT_ONCE);
  for (const id of unsettled) await foreignIds.settle(id, context);
  return unsettled.length;
}
