import {
  type CatalogServiceService,
  InterchangeRelation as RelationMessage,
} from '@qipei/contracts/catalog/v1/catalog';
import type { Clock } from '@qipei/kernel';
import { MAKE_RULES } from '@qipei/part-number';
import type { GrpcHandlers } from '@qipei/service-kit';
import { getInterchange, type InterchangeRelation } from '../../application/get-interchange.ts';
import { lookupNumber, lookupNumbers } from '../../application/lookup-number.ts';
import {
  batchGetParts,
  findVisibleParts,
  getPart,
  listBrands,
  listParts,
} from '../../application/read-parts.ts';
import { resolveParts } from '../../application/resolve-parts.ts';
import type { PartNumber } from '../../domain/part.ts';
import type { PartReader } from '../../domain/part-repository.ts';
import { toNumberMessage, toPartMessage } from '../protobuf/part-message.ts';

const RELATIONS = {
  'same-oe': RelationMessage.SAME_OE,
  'cross-reference': RelationMessage.CROSS_REFERENCE,
  comparable: RelationMessage.COMPARABLE,
  'superseded-by': RelationMessage.SUPERSEDED_BY,
  supersedes: RelationMessage.SUPERSEDES,
} as const satisfies Record<InterchangeRelation, RelationMessage>;

const NOT_FOUND = { partId: '', own: false, public: false };

export function catalogHandlers(dependencies: {
  parts: PartReader;
  clock: Clock;
}): GrpcHandlers<typeof CatalogServiceService> {
  return {
    async getPart({ partId }, { tenant }) {
      return { part: toPartMessage(await getPart(tenant, partId, dependencies)) };
    },
    async batchGetParts({ partIds }, { tenant }) {
      return { parts: (await batchGetParts(tenant, partIds, dependencies)).map(toPartMessage) };
    },
    async listParts(request, { tenant }) {
      const { parts, nextPageToken } = await listParts(tenant, request, dependencies);
      return { parts: parts.map(toPartMessage), nextPageToken };
    },
    async resolveParts({ references }, { tenant }) {
      const found = await resolveParts(tenant, references, dependencies);
      return { resolutions: found.map((each) => each ?? NOT_FOUND) };
    },
    async getInterchange({ partId }, { tenant }) {
      const { numbers, edges, currentPartIds, loopPartIds } = await getInterchange(
        tenant,
        partId,
        dependencies,
      );
      return {
        numbers: numbers.map(toProof),
        edges: edges.map((edge) => ({
          ...edge,
          relation: RELATIONS[edge.relation],
          part: edge.part === undefined ? undefined : toPartMessage(edge.part),
          via: toProof(edge.via),
        })),
        currentPartIds,
        loopPartIds,
      };
    },
    async lookupNumber(request, { tenant }) {
      const { keys, matches } = await lookupNumber(tenant, request, dependencies);
      return {
        keys,
        matches: matches.map(({ part, via }) => ({ part: toPartMessage(part), via: toProof(via) })),
      };
    },
    async findVisibleParts({ partIds }, { tenant }) {
      return { partIds: await findVisibleParts(tenant, partIds, dependencies) };
    },
    async lookupNumbers({ references }, { tenant }) {
      const found = await lookupNumbers(tenant, references, dependencies);
      return { found: found.map((partIds) => ({ partIds })) };
    },
    async listBrands(_, { tenant }) {
      const brands = await listBrands(tenant, dependencies);
      return {
        brands: brands.map(({ brandId, name, partCount }) => ({
          brandId,
          name,
          nameZh: /\p{Script=Han}/u.test(name) ? name : '',
          partCount,
        })),
      };
    },
  };
}

const REASONS = new Map(MAKE_RULES.map(({ name, reason }) => [name, reason]));

/** A number as an answer's proof: its rule says why, which a stored part needn't repeat for each number. */
function toProof(number: PartNumber): ReturnType<typeof toNumberMessage> {
  const reason = REASONS.get(number.rule);
  const message = toNumberMessage(number);
  return reason === undefined ? message : { ...message, rule: `${number.rule}: ${reason}` };
}
