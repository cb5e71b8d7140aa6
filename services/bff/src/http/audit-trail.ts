import { RecordAuditRequest } from '@qipei/contracts/access/v1/audit';
import type { CallContext, Logger } from '@qipei/service-kit';
import type { Peers } from '../peers.ts';
import type { Answer, Route } from './route.ts';

/**
 * What changes nothing in spite of its method, and what keeps a record of its own: orders have theirs, and a part of an
 * upload belongs to the upload.
 */
const NOT_RECORDED: ReadonlySet<string> = new Set([
  'cancelOrder',
  'checkFitments',
  'decodeVins',
  'lookUpNumbers',
  'placeOrder',
  'previewImport',
  'appendUpload',
  'signOut',
  'switchTenant',
]);

/** What `changePassword` does is told by the service that does it. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['changePassword']);

export function isRecorded({ method, scope, operationId }: Route): boolean {
  return (
    method !== 'get' &&
    scope !== undefined &&
    !NOT_RECORDED.has(operationId) &&
    !TOLD_ELSEWHERE.has(operationId)
  );
}

/**
 * Tells the audit trail of what a route has done. It is done by then: where the trail can't be reached that is logged, and
 * the caller gets its answer.
 */
export async function recordChange(
  route: Route,
  params: unknown,
  answer: Answer,
  { peers, call, logger }: { peers: Peers; call: CallContext; logger: Logger },
): Promise<void> {
  const { operationId } = route;
  const subjects = { ...namesIn(params), ...('body' in answer ? idsIn(answer.body) : {}) };
  try {
    await peers.audit.recordAudit(RecordAuditRequest.fromPartial({ action: operationId, subjects }), {
      ...call,
      signal: undefined,
    });
  } catch (error) {
    logger.error({ err: error, operationId, tenant: call.tenant }, 'the audit trail lacks a change');
  }
}

/** What the path names. */
function namesIn(params: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((params ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !/token|secret/i.test(entry[0]),
    ),
  );
}

/** Ids of an answer and of what is directly in it; nothing else of either. */
function idsIn(body: unknown, depth = 0): Record<string, string> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' && /^[a-z][A-Za-z]*Id$/.test(name)) found[name] = value;
    else if (depth === 0) Object.assign(found, idsIn(value, 1));
  }
  return found;
}
