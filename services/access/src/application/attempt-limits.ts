import { createHash } from 'node:crypto';
import type { Clock } from '@qipei/kernel';
import { type Allowance, limitedPlaceOf, placeOf } from '@qipei/service-kit/limits';
import type { AttemptStore, RememberedAttempts } from '../domain/attempt-store.ts';
import { SignInThrottled } from '../domain/session.ts';

export interface Attempt {
  email: string;
  /** As text; empty where it isn't known. */
  address: string;
}

/** Holds guessing down, whichever replica is asked; a restart forgets nothing. */
export interface AttemptLimits {
  /** Counts an attempt before it is looked at, so that many at once are counted too. @throws SignInThrottled */
  begin(attempt: Attempt): Promise<void>;
  /** The attempt was right: it no longer counts, and from this address strangers can't lock the account. */
  succeeded(attempt: Attempt): Promise<void>;
  /** The attempt wasn't looked at. */
  giveBack(attempt: Attempt): Promise<void>;
  /** Whether a reset may be asked for from there. @throws SignInThrottled */
  beginReset(address: string): Promise<void>;
  /** Whether one more mail may go to it. */
  takeMail(email: string): Promise<boolean>;
  /** @throws SignInThrottled */
  takeInvitation(tenant: string): Promise<void>;
  /** Of what is over nothing needs to be kept. */
  forgetOver(): Promise<void>;
}

/** One who knows the e-mail and tries passwords from one place. */
const PAIR: Allowance = { most: 10, secondsEach: 60 };
/** One place that tries e-mails; behind one address there may be a whole office. */
const PLACE: Allowance = { most: 60, secondsEach: 15 };
/** Many places that try one e-mail. Places from which its owner has signed in are not counted by this. */
const ACCOUNT: Allowance = { most: 30, secondsEach: 60 };
const RESETS: Allowance = { most: 20, secondsEach: 60 };
const MAILS: Allowance = { most: 3, secondsEach: 1_200 };
const INVITATIONS: Allowance = { most: 200, secondsEach: 20 };

const KNOWN_MS = 90 * 24 * 3_600_000;
/** Of who is counted by many at once: each time another was quicker. */
const RACES = 24;
const BUSY_SECONDS = 1;

/** Something that is counted, and whose. */
interface Counted {
  key: string;
  allowance: Allowance;
}

export function attemptLimits(store: AttemptStore, clock: Clock): AttemptLimits {
  const now = () => clock.now().getTime();

  /** What it is counted by: the place, the pair, and the account unless its owner is known there. */
  async function countedBy(attempt: Attempt): Promise<{ pair: string; counted: Counted[]; waits: number[] }> {
    const place = limitedPlaceOf(attempt.address);
    const pair = keyOf('pair', `${attempt.email}\n${placeOf(attempt.address)}`);
    const account = keyOf('account', attempt.email);
    const ofPlace = place === undefined ? [] : [{ key: keyOf('place', place), allowance: PLACE }];
    const all = [...ofPlace, { key: pair, allowance: PAIR }, { key: account, allowance: ACCOUNT }];
    const found = await store.find(all.map(({ key }) => key));
    const knownAt = found.get(pair)?.knownAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    const counted = now() - knownAt < KNOWN_MS ? all.filter(({ key }) => key !== account) : all;
    const waits = counted.map(({ key, allowance }) => waitOf(found.get(key), allowance, now()));
    return { pair, counted, waits };
  }

  /** False where others were quicker each time. */
  async function change(
    key: string,
    changed: (before: RememberedAttempts | undefined) => RememberedAttempts | undefined,
  ): Promise<boolean> {
    for (let race = 0; race < RACES; race += 1) {
      const before = (await store.find([key])).get(key);
      const after = changed(before);
      if (after === undefined || (await store.replace(key, before, after))) return true;
    }
    return false;
  }

  /** Seconds until there is one; 0 where it was taken. */
  async function take({ key, allowance }: Counted): Promise<number> {
    let wait = 0;
    const done = await change(key, (before) => {
      wait = waitOf(before, allowance, now());
      return wait > 0 ? undefined : moved(before, allowance.secondsEach, now());
    });
    return done ? wait : BUSY_SECONDS;
  }

  /** What can't be given back for the many that count by then is back when its time has come. */
  async function give({ key, allowance }: Counted): Promise<void> {
    await change(key, (before) => before && moved(before, -allowance.secondsEach, now()));
  }

  async function takeOrThrow(counted: Counted): Promise<void> {
    const wait = await take(counted);
    if (wait > 0) throw new SignInThrottled(wait);
  }

  return {
    async begin(attempt) {
      const { counted, waits } = await countedBy(attempt);
      const wait = Math.max(...waits);
      // What is refused isn't counted: it tells a guesser nothing.
      if (wait > 0) throw new SignInThrottled(wait);
      for (const [at, each] of counted.entries()) {
        const late = await take(each);
        if (late === 0) continue;
        // Others came between.
        for (const taken of counted.slice(0, at)) await give(taken);
        throw new SignInThrottled(late);
      }
    },
    async succeeded(attempt) {
      const { counted, pair } = await countedBy(attempt);
      for (const each of counted) await give(each);
      await change(pair, (before) => ({ clearAt: before?.clearAt ?? clock.now(), knownAt: clock.now() }));
    },
    async giveBack(attempt) {
      for (const each of (await countedBy(attempt)).counted) await give(each);
    },
    beginReset: (address) => takeOrThrow({ key: keyOf('reset', placeOf(address)), allowance: RESETS }),
    takeMail: async (email) => (await take({ key: keyOf('mail', email), allowance: MAILS })) === 0,
    takeInvitation: (tenant) => takeOrThrow({ key: keyOf('invitation', tenant), allowance: INVITATIONS }),
    forgetOver: () => store.forget({ clearAt: clock.now(), knownAt: new Date(now() - KNOWN_MS) }),
  };
}

/** Nobody reads out of the store who tried what. */
function keyOf(kind: string, text: string): string {
  return `${kind} ${createHash('sha256').update(text).digest('base64url')}`;
}

/** Seconds until one more is allowed; 0 now. */
function waitOf(
  known: RememberedAttempts | undefined,
  { most, secondsEach }: Allowance,
  now: number,
): number {
  const full = (most - 1) * secondsEach * 1_000;
  return Math.ceil(Math.max(0, (known?.clearAt.getTime() ?? now) - now - full) / 1_000);
}

function moved(known: RememberedAttempts | undefined, seconds: number, now: number): RememberedAttempts {
  const clearAt = Math.max(known?.clearAt.getTime() ?? now, now) + seconds * 1_000;
  return { clearAt: new Date(Math.max(clearAt, now)), knownAt: known?.knownAt };
}
