import { type AuditServiceService, RecordAuditResponse } from '@qipei/contracts/access/v1/audit';
import type { GrpcHandlers } from '@qipei/service-kit';
import { listAudit, recordAudit } from '../../application/audit-trail.ts';
import type { SignInParts } from '../../application/sign-in-stores.ts';

export function auditHandlers(parts: SignInParts): GrpcHandlers<typeof AuditServiceService> {
  return {
    async recordAudit(request, { tenant, actor }) {
      await recordAudit({ tenant, actor }, request, parts);
      return RecordAuditResponse.fromPartial({});
    },
    async listAudit(request, { tenant }) {
      const { entries, nextCursor } = await listAudit(tenant, request, parts);
      return { entries: entries.map((entry) => ({ ...entry, subjects: { ...entry.subjects } })), nextCursor };
    },
  };
}
