import {
  type CatalogServiceService,
  ForeignIdKind as ForeignIdKindMessage,
} from '@qipei/contracts/catalog/v1/catalog';
import { ExportUnsupported } from '@qipei/export-job';
import { type Clock, InvalidInput } from '@qipei/kernel';
import type { CallContext, GrpcHandlers } from '@qipei/service-kit';
import { countPartTypes } from '../../application/count-part-types.ts';
import {
  changeForeignIds,
  listForeignIds,
  setForeignIds,
  setForeignIdsOfFile,
} from '../../application/foreign-ids.ts';
import { getInterchange } from '../../application/get-interchange.ts';
import { brandLists } from '../../application/list-brands.ts';
import { listGraphFaults } from '../../application/list-graph-faults.ts';
import { lookupNumber, lookupNumbers } from '../../application/lookup-number.ts';
import { readNumbers } from '../../application/read-numbers.ts';
import { batchGetParts, findVisibleParts, getPart, listParts } from '../../application/read-parts.ts';
import { resolveParts } from '../../application/resolve-parts.ts';
import type { ForeignIdKind } from '../../domain/foreign-id.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import type { GraphChecks } from '../../domain/graph-checks.ts';
import type { OwnParts } from '../../domain/own-parts.ts';
import type { Part } from '../../domain/part.ts';
import { withoutSecrets } from '../../domain/part-details.ts';
import type { PartReader } from '../../domain/part-repository.ts';
import { toPartMessage } from '../protobuf/part-message.ts';
import {
  fromRelationMessages,
  toFaultMessage,
  toInterchangeMessage,
  toLineMessage,
  toProof,
} from './graph-messages.ts';

const NOT_FOUND = { partId: '', own: false, public: false };

export function catalogHandlers(dependencies: {
  parts: PartReader;
  checks: GraphChecks;
  foreignIds: ForeignIds;
  clock: Clock;
  /** Undefined where the storage makes no exports. */
  ownParts: OwnParts | undefined;
}): GrpcHandlers<typeof CatalogServiceService> {
  const brandsOf = brandLists(dependencies);
  return {
    async getPart({ partId }, context) {
      const part = await getPart(context.tenant, partId, dependencies);
      return { part: toPartMessage(shownTo(context, part)) };
    },
    async batchGetParts({ partIds }, context) {
      const parts = await batchGetParts(context.tenant, partIds, dependencies);
      return { parts: parts.map((part) => toPartMessage(shownTo(context, part))) };
    },
    async listParts(request, context) {
      const { parts, nextPageToken } = await listParts(context.tenant, request, dependencies);
      return { parts: parts.map((part) => toPartMessage(shownTo(context, part))), nextPageToken };
    },
    async *streamOwnParts(request, { tenant }) {
      if (dependencies.ownParts === undefined) throw new ExportUnsupported();
      const selection = { ...request, feed: undefined };
      for await (const page of dependencies.ownParts.walk(tenant, selection))
        if (page.length > 0) yield { parts: page.map(ownPart) };
    },
    async resolveParts({ references }, { tenant }) {
      const found = await resolveParts(tenant, references, dependencies);
      return { resolutions: found.map((each) => each ?? NOT_FOUND) };
    },
    async getInterchange({ partId, relations, ...query }, context) {
      const asked = { ...query, relations: fromRelationMessages(relations) };
      const interchange = await getInterchange(context.tenant, partId, asked, dependencies);
      return toInterchangeMessage(interchange, (part) => shownTo(context, part));
    },
    async listGraphFaults(request, { tenant }) {
      const { faults, ...rest } = await listGraphFaults(tenant, request, dependencies);
      return { faults: faults.map(toFaultMessage), ...rest };
    },
    async setForeignIds({ kind, ids }, { tenant }) {
      return await setForeignIds(tenant, { kind: foreignIdKindOf(kind), ids }, dependencies);
    },
    async setForeignIdsOfFile({ kind, ...file }, { tenant }) {
      return await setForeignIdsOfFile(tenant, { kind: foreignIdKindOf(kind), ...file }, dependencies);
    },
    async listForeignIds({ kind, ...page }, { tenant }) {
      return await listForeignIds(tenant, { kind: foreignIdKindOf(kind), ...page }, dependencies);
    },
    async changeForeignIds({ kind, set, remove }, { tenant }) {
      return await changeForeignIds(tenant, { kind: foreignIdKindOf(kind), set, remove }, dependencies);
    },
    async countPartTypes(request, { tenant }) {
      return await countPartTypes(tenant, request, dependencies);
    },
    async readNumbers(request, { tenant }) {
      return { lines: (await readNumbers(tenant, request, dependencies)).map(toLineMessage) };
    },
    async lookupNumber(request, context) {
      const { keys, matches } = await lookupNumber(context.tenant, request, dependencies);
      return {
        keys,
        matches: matches.map(({ part, via }) => ({
          part: toPartMessage(shownTo(context, part)),
          via: toProof(via),
        })),
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
      const brands = await brandsOf(tenant);
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

/** Who acts for a customer of the publisher's is none: what the publisher keeps to itself isn't told to its customers. */
function shownTo({ customerId }: Pick<CallContext, 'customerId'>, part: Part): Part {
  return customerId === '' ? part : withoutSecrets(part);
}

function ownPart({ partId, brand, partNumber, partTypeRef, details }: Part) {
  return { partId, brand, partNumber, partTypeRef, brandCode: details?.brandId ?? '' };
}

/** @throws InvalidInput */
function foreignIdKindOf(kind: ForeignIdKindMessage): ForeignIdKind {
  if (kind === ForeignIdKindMessage.PART_TYPE) return 'part-type';
  if (kind === ForeignIdKindMessage.BRAND) return 'brand';
  if (kind === ForeignIdKindMessage.ATTRIBUTE) return 'attribute';
  throw new InvalidInput('kind', 'not-allowed', `There is no kind ${kind} of foreign ids.`);
}
