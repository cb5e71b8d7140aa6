import { RecordAuditRequest } from '@qipei/contracts/access/v1/audit';
import type { CallContext, Logger } from '@qipei/service-kit';
import type { Peers } from '../peers.ts';
import type { Answer, Route } from './route.ts';

/** What changes nothing in spite of its method, and what keeps a record of its own, as orders do. */
const NOT_RECORDED: ReadonlySet<string> = new Set([
  'cancelOrder',
  'checkFitments',
  'decodeVins',
  'getAvailability',
  'lookUpNumbers',
  'lookUpNumbersFile',
  'placeOrder',
  'previewImport',
  'signOut',
  'switchTenant',
  // Told by the service that does it.
  'changePassword',
]);

interface Change {
  action: string;
  subjects: Record<string, string>;
}

/** What a route that answered has done, for the audit trail; undefined where that is nothing to tell. */
function changeOf(
  { method, scope, operationId }: Route,
  params: unknown,
  answer: Answer,
): Change | undefined {
  if (method === 'get' || scope === undefined || NOT_RECORDED.has(operationId)) return undefined;
  const subjects = { ...namesIn(params), ...('body' in answer ? idsIn(answer.body) : {}) };
  if (operationId !== 'appendUpload') return { action: operationId, subjects };
  // A part of an upload belongs to the upload; the last one begins its import.
  const jobId = answer.headers?.['Import-Location']?.split('/').at(-1);
  return jobId === undefined ? undefined : { action: 'startImport', subjects: { ...subjects, jobId } };
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
  const change = changeOf(route, params, answer);
  if (change === undefined) return;
  try {
    await peers.audit.recordAudit(RecordAuditRequest.fromPartial(change), { ...call, signal: undefined });
  } catch (error) {
    logger.error(
      { err: error, operationId: route.operationId, tenant: call.tenant },
      'the audit trail lacks a change',
    );
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
