import { ListKeysRequest } from '@qipei/contracts/access/v1/key';
import { ListMembersRequest } from '@qipei/contracts/access/v1/member';
import { ListPriceChangesRequest, ListStockEntriesRequest } from '@qipei/contracts/inventory/v1/inventory';
import { DomainError } from '@qipei/kernel';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import {
  type ActorNames,
  PriceChangeJson,
  priceChangeJson,
  StockEntryJson,
  stockEntryJson,
} from '../resources/stock-history.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const params = z.object({ partId: id('A part’s id.') });

/** Of a part that is withdrawn, too: what was booked of it is the tenant's own, and of one that is nowhere there is nothing. */
export const stockHistoryRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}/stock-entries',
    operationId: 'listStockEntries',
    summary: 'List what was booked of your stock of a part',
    description: 'The ledger, the newest first: imports, orders, and changes by hand.',
    tag: 'Stock',
    scope: 'inventory:write',
    params,
    query: z.strictObject({
      warehouseId: text(64).optional().meta({ description: 'Only of this warehouse.' }),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page; empty for a part that you never had any of.',
        schema: z.object({ entries: z.array(StockEntryJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ params: { partId }, query }, context) {
      const { entries, nextPageToken } = await context.peers.inventory.listStockEntries(
        ListStockEntriesRequest.fromPartial({
          partId,
          warehouseId: query.warehouseId ?? '',
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        context.call,
      );
      const names = await namesOf(entries, context);
      return {
        status: 200,
        body: {
          entries: entries.map((entry) => stockEntryJson(entry, names)),
          nextPageToken: textOrNull(nextPageToken),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}/price-changes',
    operationId: 'listPriceChanges',
    summary: 'List what your prices of a part were',
    description:
      'Each time that a price became another one, the newest first. What a price was before this was kept is told by the first change ' +
      'since, as `before`.',
    tag: 'Stock',
    scope: 'offers:write',
    params,
    query: z.strictObject({ pageSize, pageToken }),
    responses: {
      200: {
        description: 'A page; empty for a part that never had a price of yours.',
        schema: z.object({ changes: z.array(PriceChangeJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ params: { partId }, query }, context) {
      const { changes, nextPageToken } = await context.peers.inventory.listPriceChanges(
        ListPriceChangesRequest.fromPartial({
          partId,
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        context.call,
      );
      const names = await namesOf(changes, context);
      return {
        status: 200,
        body: {
          changes: changes.map((change) => priceChangeJson(change, names)),
          nextPageToken: textOrNull(nextPageToken),
        },
      };
    },
  }),
];

/**
 * Of those that edited by hand; what nobody edited asks nobody. An e-mail address, and how a key is named, is told to who may list
 * members and keys.
 */
async function namesOf(
  entries: readonly { actor: string }[],
  { peers, call, caller, logger }: Pick<RouteContext, 'peers' | 'call' | 'caller' | 'logger'>,
): Promise<ActorNames> {
  const asks = (prefix: string) => entries.some(({ actor }) => actor.startsWith(prefix));
  const withEmail = caller.scopes.has('members:write');
  try {
    const [{ members }, { keys }] = await Promise.all([
      asks('user_') ? peers.members.listMembers(ListMembersRequest.fromPartial({}), call) : { members: [] },
      asks('key_') && caller.scopes.has('keys:write')
        ? peers.keys.listKeys(ListKeysRequest.fromPartial({}), call)
        : { keys: [] },
    ]);
    return new Map([
      ...members.flatMap(({ userId, name, email }) => {
        const shown = name || (withEmail ? email : '');
        return shown === '' ? [] : [[userId, shown] as const];
      }),
      ...keys.map(({ keyId, name }) => [keyId, name] as const),
    ]);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Who it was is told by the id still.
    const { code, message: cause } = error;
    logger.warn({ cause, code, traceparent: call.traceparent }, 'a history is answered without names');
    return new Map();
  }
}
