import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@qipei/kernel';
import type { PasswordHasher } from '../../domain/password-hasher.ts';

/** `ln` is the binary logarithm of N (RFC 7914, 2). One hash takes 128 · r · 2^ln bytes. */
export interface ScryptWork {
  ln: number;
  r: number;
  p: number;
}

/** 32 MiB; from the OWASP Password Storage Cheat Sheet, whose settings of scrypt are of equal strength. */
const WORK: ScryptWork = { ln: 15, r: 8, p: 3 };
/** Of what is kept, so that a row that was tampered with can't ask for all memory. */
const MOST: ScryptWork = { ln: 20, r: 32, p: 16 };
const BYTES = 32;

export interface ScryptOptions {
  work?: ScryptWork;
  /** Hashes at one time: each takes a thread of the pool and its memory. Default 2. */
  atOnce?: number;
  /** Hashes that wait beyond which further ones are refused. Default 20. */
  waiting?: number;
}

export class HasherBusy extends DomainError {
  constructor() {
    super({
      kind: 'exhausted',
      code: 'overloaded',
      message: 'Too many are signing in at once; try again in a moment.',
    });
  }
}

interface Kept extends ScryptWork {
  salt: Buffer;
  digest: Buffer;
}

/** Keeps `$scrypt$ln=15,r=8,p=3$salt$digest`, in base64: a hash can be judged long after the work was raised. */
export function scryptPasswordHasher(options: ScryptOptions = {}): PasswordHasher {
  const { work = WORK, atOnce = 2, waiting = 20 } = options;
  const inTurn = turns(atOnce, waiting);
  // What is compared where nobody has an account: no password has it.
  const nobody: Kept = { ...work, salt: randomBytes(16), digest: randomBytes(BYTES) };
  return {
    async hash(password) {
      const salt = randomBytes(16);
      const digest = await inTurn(() => derive(password, { ...work, salt }));
      const parameters = `ln=${work.ln},r=${work.r},p=${work.p}`;
      return `$scrypt$${parameters}$${salt.toString('base64')}$${digest.toString('base64')}`;
    },
    async verify(password, kept) {
      const against = kept === undefined ? nobody : read(kept);
      const digest = await inTurn(() => derive(password, against));
      return timingSafeEqual(digest, against.digest) && kept !== undefined;
    },
    isOutdated(kept) {
      const { ln, r, p } = read(kept);
      return 2 ** ln * r * p < 2 ** work.ln * work.r * work.p;
    },
  };
}

const KEPT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{43}=)$/;

function read(kept: string): Kept {
  const match = KEPT.exec(kept);
  const [ln, r, p] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (match === null || !(ln >= 1 && ln <= MOST.ln && r >= 1 && r <= MOST.r && p >= 1 && p <= MOST.p))
    throw new Error('A kept password has a form that is not known.');
  return {
    ...{ ln, r, p },
    salt: Buffer.from(match[4] ?? '', 'base64'),
    digest: Buffer.from(match[5] ?? '', 'base64'),
  };
}

function derive(password: string, { ln, r, p, salt }: ScryptWork & { salt: Buffer }): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, BYTES, { N, r, p, maxmem: 256 * N * r + 1024 * r * p }, (error, digest) =>
      error === null ? resolve(digest) : reject(error),
    );
  });
}

/** Runs what it is given in turn, `atOnce` at a time. */
function turns(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new HasherBusy();
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
