import {
  type FitmentServiceService,
  ListUnresolvedFitmentsResponse,
  type UnresolvedFitment as UnresolvedMessage,
} from '@qipei/contracts/fitment/v1/fitment';
import { InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { isUnknownPart } from '../../domain/unknown-part.ts';
import type {
  UnresolvedCell,
  UnresolvedFitment,
  UnresolvedFitments,
  UnresolvedKey,
} from '../../domain/unresolved-fitments.ts';

const MAX_PAGE = 1_000;

export function unresolvedHandlers({
  unresolved,
}: {
  unresolved: UnresolvedFitments;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'listUnresolvedFitments'> {
  return {
    async listUnresolvedFitments({ pageSize, pageToken }, { tenant }) {
      const size = pageSize === 0 ? 100 : pageSize;
      if (size < 0 || size > MAX_PAGE)
        throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} rows.`);
      const [page, total] = await Promise.all([
        unresolved.list(tenant, readUnresolvedToken(pageToken), size),
        unresolved.count(tenant),
      ]);
      const last = page.length < size ? undefined : page.at(-1);
      return ListUnresolvedFitmentsResponse.create({
        rows: page.map(toMessage),
        nextPageToken: last === undefined ? '' : `${last.partId}/${last.key}`,
        total,
      });
    },
  };
}

/** @throws InvalidInput */
export function readUnresolvedToken(token: string): UnresolvedKey | undefined {
  if (token === '') return undefined;
  const [, partId, key] = /^([\w.-]{1,100})\/([0-9a-f]{24})$/.exec(token) ?? [];
  if (partId === undefined || key === undefined)
    throw new InvalidInput('pageToken', 'page-token-invalid', 'This page token was not given by the list.');
  return { partId, key };
}

function toMessage(unresolved: UnresolvedFitment): UnresolvedMessage {
  const { partId, code, column, message, source, since, dataSet, cells } = unresolved;
  const written = Object.entries(cells).map(([name, value]) => [name, cellText(value)]);
  return {
    ...{ code, column, message, source, since, dataSet },
    partId: isUnknownPart(partId) ? '' : partId,
    cells: Object.fromEntries(written) as Record<string, string>,
  };
}

function cellText(cell: UnresolvedCell): string {
  if (Array.isArray(cell)) return cell.join('; ');
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
