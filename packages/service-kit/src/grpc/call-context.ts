import { Metadata } from '@grpc/grpc-js';
import { isTraceparent, newTraceparent } from '../telemetry/traceparent.ts';

/** What travels with every call between services. */
export interface CallContext {
  /** Whose data the call is about. Empty only for calls that come before a tenant is known (key verification). */
  readonly tenant: string;
  /** Customer of the tenant on whose behalf the caller acts; empty for the tenant itself. */
  readonly customerId: string;
  /** Id of the key or of the part of the platform that calls; for logs and audit. */
  readonly actor: string;
  /** W3C trace context (https://www.w3.org/TR/trace-context/#traceparent-header). */
  readonly traceparent: string;
  /** When the caller stops waiting. */
  readonly deadline?: Date | undefined;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal | undefined;
}

const TENANT = 'qipei-tenant';
const CUSTOMER = 'qipei-customer';
const ACTOR = 'qipei-actor';
const TRACEPARENT = 'traceparent';

/** The context of work that the platform does by itself for a tenant. */
export function systemContext(
  tenant: string,
  actor: string,
  traceparent: string = newTraceparent(),
): CallContext {
  return { tenant, customerId: '', actor, traceparent };
}

export function contextToMetadata(context: CallContext): Metadata {
  const metadata = new Metadata();
  metadata.set(TENANT, context.tenant);
  if (context.customerId !== '') metadata.set(CUSTOMER, context.customerId);
  metadata.set(ACTOR, context.actor);
  metadata.set(TRACEPARENT, context.traceparent);
  return metadata;
}

export function contextFromMetadata(
  metadata: Metadata,
  rest: Pick<CallContext, 'deadline' | 'signal'>,
): CallContext {
  const read = (key: string) => String(metadata.get(key)[0] ?? '');
  const traceparent = read(TRACEPARENT);
  return {
    tenant: read(TENANT),
    customerId: read(CUSTOMER),
    actor: read(ACTOR),
    traceparent: isTraceparent(traceparent) ? traceparent : newTraceparent(),
    ...rest,
  };
}
