import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { DomainError, type ErrorKind, type FieldFault } from '@qipei/kernel';

/** The one table between domain errors and gRPC status codes (https://grpc.io/docs/guides/status-codes/). */
const STATUS_BY_KIND: Record<ErrorKind, status> = {
  invalid: status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  forbidden: status.PERMISSION_DENIED,
  'not-found': status.NOT_FOUND,
  conflict: status.FAILED_PRECONDITION,
  'too-large': status.OUT_OF_RANGE,
  exhausted: status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  deadline: status.DEADLINE_EXCEEDED,
};

const DETAIL_KEY = 'qipei-error-bin';

/** Header lists are limited (8 KiB by default at many peers): facts beyond this are left out, the code never. */
const MAX_DETAIL_BYTES = 6_000;

interface ErrorDetail {
  kind: ErrorKind;
  code: string;
  message: string;
  fields: FieldFault[];
  details: Record<string, unknown>;
}

export function toStatus(error: DomainError): { code: status; details: string; metadata: Metadata } {
  const detail: ErrorDetail = {
    kind: error.kind,
    code: error.code,
    message: error.message.slice(0, 1_000),
    fields: error.fields,
    details: error.details,
  };
  let bytes = Buffer.from(JSON.stringify(detail));
  if (bytes.length > MAX_DETAIL_BYTES) {
    bytes = Buffer.from(JSON.stringify({ ...detail, fields: detail.fields.slice(0, 20), details: {} }));
  }
  const metadata = new Metadata();
  if (bytes.length <= MAX_DETAIL_BYTES) metadata.set(DETAIL_KEY, bytes);
  return { code: STATUS_BY_KIND[error.kind], details: error.code, metadata };
}

/** A peer's answer as the error that it was there; what isn't a domain error becomes `unavailable`, `deadline` or a plain Error. */
export function fromServiceError(error: ServiceError, path: string): Error {
  const detail = error.metadata?.get(DETAIL_KEY)[0];
  if (Buffer.isBuffer(detail)) {
    return new DomainError({ ...(JSON.parse(detail.toString('utf8')) as ErrorDetail), cause: error });
  }
  const by = (kind: ErrorKind, code: string, message: string) =>
    new DomainError({ kind, code, message, cause: error });
  switch (error.code) {
    case status.UNAVAILABLE:
      return by('unavailable', 'service-unavailable', 'A part of the platform is not available; try again.');
    case status.DEADLINE_EXCEEDED:
    case status.CANCELLED:
      return by('deadline', 'deadline-exceeded', 'The platform did not answer in time.');
    case status.RESOURCE_EXHAUSTED:
      return by('exhausted', 'overloaded', 'The platform has too much to do; try again in a moment.');
    default:
      return new Error(`${path} failed: ${error.message}`, { cause: error });
  }
}
