import { ListAuditRequest } from '@qipei/contracts/access/v1/audit';
import { z } from 'zod';
import { pageSize, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instant, textOrNull } from '../resources/unknown-values.ts';

const AuditEntryJson = z
  .object({
    entryId: z.string(),
    at: instant,
    action: z.string().meta({ description: 'The `operationId` of what was done, or `signInFailed`.' }),
    actor: z.object({
      kind: z.enum(['user', 'key', 'operator', 'platform']),
      id: z.string().nullable(),
      name: z
        .string()
        .nullable()
        .meta({ description: 'E-mail of the user, name of the key, as it was then.' }),
    }),
    subjects: z
      .record(z.string(), z.string())
      .meta({ description: 'Ids of what it was done to, such as `jobId`. Never what was sent.' }),
    count: z.int().meta({ description: 'Failed sign-ins are counted by the hour; everything else is 1.' }),
  })
  .meta({ id: 'AuditEntry' });

export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/audit',
    operationId: 'listAudit',
    summary: 'See who did what',
    tag: 'Audit',
    scope: 'audit:read',
    query: z.strictObject({
      cursor: text(100).optional().meta({ description: '`nextCursor` of the page before.' }),
      limit: pageSize,
    }),
    responses: {
      200: {
        description: 'A page, newest first.',
        schema: z.object({ entries: z.array(AuditEntryJson), nextCursor: z.string().nullable() }),
      },
    },
    async handle({ query: { cursor = '', limit = 0 } }, { peers, call }) {
      const { entries, nextCursor } = await peers.audit.listAudit(
        ListAuditRequest.fromPartial({ cursor, limit }),
        call,
      );
      const body = entries.map(({ entryId, at, action, actorKind, actorId, actorName, subjects, count }) => ({
        ...{ entryId, at: at?.toISOString() ?? '', action, subjects, count },
        actor: { kind: actorKind, id: textOrNull(actorId), name: textOrNull(actorName) },
      }));
      return { status: 200, body: { entries: body, nextCursor: textOrNull(nextCursor) } };
    },
  }),
];
