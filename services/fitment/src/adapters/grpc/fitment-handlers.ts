import {
  type FitmentServiceService,
  ListPartFitmentsResponse,
  ListVehiclesOfPartsResponse,
} from '@qipei/contracts/fitment/v1/fitment';
import { InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { modelsOfParts } from '../../application/models-of-parts.ts';
import type { PartFitmentsReader } from '../../domain/part-fitments-repository.ts';
import { modelIdsOf, type NamesOfModels, toFitmentMessage } from './fitment-messages.ts';

const MAX_PARTS = 200;
const MAX_PAGE = 1_000;
const DEFAULT_PAGE = 100;

export function fitmentHandlers({
  fitments,
  models,
}: {
  fitments: PartFitmentsReader;
  models: NamesOfModels;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'listPartFitments' | 'listVehiclesOfParts'> {
  return {
    async listPartFitments({ partId, makeId, modelId, year, pageSize, pageToken }, { tenant }) {
      const all = (await fitments.find(tenant, [partId])).get(partId)?.fitments ?? [];
      const names = await models(tenant, modelIdsOf([all]));
      const asked = all.filter(
        ({ selector }) =>
          (modelId === '' || selector.modelId === modelId) &&
          (year === 0 || (selector.yearFrom <= year && year <= selector.yearTo)) &&
          (makeId === '' || names.model(selector.modelId)?.makeId === makeId),
      );
      const { items, nextPageToken } = pageOf(asked, pageSize, pageToken);
      return ListPartFitmentsResponse.create({
        fitments: items.map((fitment) => toFitmentMessage(partId, fitment, names)),
        nextPageToken,
        total: asked.length,
      });
    },
    async listVehiclesOfParts({ partIds, pageSize, pageToken }, { tenant }) {
      if (partIds.length > MAX_PARTS)
        throw new InvalidInput('partIds', 'too-many', `At most ${MAX_PARTS} parts at once.`);
      const found = await fitments.find(tenant, partIds);
      const ids = modelIdsOf(Array.from(found.values(), (part) => part.fitments));
      const all = modelsOfParts(found, await models(tenant, ids));
      const { items, nextPageToken } = pageOf(all, pageSize, pageToken);
      return ListVehiclesOfPartsResponse.create({ models: items, nextPageToken, total: all.length });
    },
  };
}

/** @throws InvalidInput */
function pageOf<T>(
  all: readonly T[],
  pageSize: number,
  pageToken: string,
): { items: T[]; nextPageToken: string } {
  const size = pageSize === 0 ? DEFAULT_PAGE : pageSize;
  if (size < 0 || size > MAX_PAGE)
    throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} entries.`);
  if (!/^\d{0,9}$/.test(pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'This page token was not given by the list.');
  const from = Number(pageToken);
  const next = from + size < all.length ? String(from + size) : '';
  return { items: all.slice(from, from + size), nextPageToken: next };
}
