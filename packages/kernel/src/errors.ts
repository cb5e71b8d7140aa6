/** What kind of thing went wrong. One table maps it to a gRPC status, another to an HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'exhausted'
  | 'unavailable'
  | 'deadline';

/** A value of the request that is at fault, named as the caller knows it (`lines[3].quantity`). */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

export interface DomainErrorOptions {
  kind: ErrorKind;
  /** Stable, kebab-case; part of the public contract. */
  code: string;
  message: string;
  fields?: FieldFault[];
  /** Machine-readable facts for the caller, JSON-serialisable. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** A failure that the caller is told of. Anything else that is thrown is answered opaquely. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fields: FieldFault[];
  readonly details: Record<string, unknown>;

  constructor(options: DomainErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.kind = options.kind;
    this.code = options.code;
    this.fields = options.fields ?? [];
    this.details = options.details ?? {};
  }
}

/** The request says something that cannot be meant. `field` is empty where the whole is at fault. */
export class InvalidInput extends DomainError {
  constructor(field: string, code: string, message: string) {
    super({ kind: 'invalid', code, message, fields: field === '' ? [] : [{ field, code, message }] });
  }
}

/** Nothing the caller may see has this id; the same answer whether it exists for somebody else or not. */
export class NotFound extends DomainError {
  constructor(what: string, id: string) {
    super({
      kind: 'not-found',
      code: `${what}-not-found`,
      message: `There is no ${what} '${id.slice(0, 80)}'.`,
    });
  }
}
