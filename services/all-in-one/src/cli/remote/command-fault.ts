/** What the exit code of a distributor's command says; docs/cli.md tells users. */
export const EXIT = {
  done: 0,
  /** It went through, and not all is well: rows were refused, cells left out, an import failed, a release waits though it was to be published. */
  found: 1,
  /** The command line, or a file of this machine, is at fault. */
  usage: 2,
  /** No key, a wrong one, or one that doesn't allow this. */
  key: 3,
  /** The platform can't be reached, or has been away for too long. */
  away: 4,
  /** The platform refused it. */
  refused: 5,
  interrupted: 130,
} as const;

/** A command that can't go on, for a reason that its user can do something about. */
export class CommandFault extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(options: { code: string; message: string; exitCode: number; cause?: unknown }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.exitCode = options.exitCode;
  }
}

/** A refusal by the platform, as problem details (RFC 9457) tell it. */
export class Refused extends CommandFault {
  readonly status: number;

  constructor(status: number, code: string, detail: string) {
    const ofKey = status === 401 || status === 403;
    super({ code, message: detail, exitCode: ofKey ? EXIT.key : EXIT.refused });
    this.status = status;
  }
}

/** The platform didn't answer, or said that it can't just now: the same may go well a little later. */
export class Away extends CommandFault {
  /** Given by the platform. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { code?: string; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super({ code: options.code ?? 'platform-away', message, exitCode: EXIT.away, cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A file of this machine that isn't there, may not be read or written, or has no room. */
export function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
