import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Clock } from '@qipei/kernel';
import { LRUCache } from 'lru-cache';
import { SignInThrottled } from '../domain/session.ts';

export interface Attempt {
  email: string;
  /** As text; empty where it isn't known. */
  address: string;
}

/** Holds guessing down. In the memory of this process: a restart forgets it. */
export interface AttemptLimits {
  /** Counts an attempt before it is looked at, so that many at once are counted too. @throws SignInThrottled */
  begin(attempt: Attempt): void;
  /** The attempt was right: it no longer counts, and from this address strangers can't lock the account. */
  succeeded(attempt: Attempt): void;
  /** The attempt wasn't looked at. */
  giveBack(attempt: Attempt): void;
  /** Whether a reset may be asked for from there. @throws SignInThrottled */
  beginReset(address: string): void;
  /** Whether one more mail may go to it. */
  takeMail(email: string): boolean;
  /** @throws SignInThrottled */
  takeInvitation(tenant: string): void;
}

/** Attempts that may come at once, and the seconds in which one more is allowed. */
interface Allowance {
  most: number;
  secondsEach: number;
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

/** Keys of each kind. Who wants to have one forgotten has to go through so many, at the pace of hashing passwords. */
const REMEMBERED = 10_000;
const KNOWN_MS = 90 * 24 * 3_600_000;

export function attemptLimits(clock: Clock): AttemptLimits {
  const pairs = buckets(PAIR, clock);
  const places = buckets(PLACE, clock);
  const accounts = buckets(ACCOUNT, clock);
  const resets = buckets(RESETS, clock);
  const mails = buckets(MAILS, clock);
  const invitations = buckets(INVITATIONS, clock);
  const known = new LRUCache<string, number>({ max: REMEMBERED });

  const pairOf = ({ email, address }: Attempt) => digest(`${email}\n${placeOf(address)}`);
  const isKnown = (pair: string) => clock.now().getTime() - (known.get(pair) ?? -Infinity) < KNOWN_MS;
  /** None for this machine itself: behind a proxy on it that nobody named, all of them would share one limit. */
  const ofPlace = (address: string) => {
    const place = placeOf(address);
    return place === '' || place.startsWith('127.') || place === '0:0:0:0' ? undefined : place;
  };

  function give(attempt: Attempt): void {
    const pair = pairOf(attempt);
    const place = ofPlace(attempt.address);
    if (place !== undefined) places.give(place);
    pairs.give(pair);
    if (!isKnown(pair)) accounts.give(digest(attempt.email));
  }

  return {
    begin(attempt) {
      const pair = pairOf(attempt);
      const place = ofPlace(attempt.address);
      const waits = [
        place === undefined ? 0 : places.wait(place),
        pairs.wait(pair),
        isKnown(pair) ? 0 : accounts.wait(digest(attempt.email)),
      ];
      const wait = Math.max(...waits);
      // What is refused isn't counted: it tells a guesser nothing.
      if (wait > 0) throw new SignInThrottled(wait);
      if (place !== undefined) places.take(place);
      pairs.take(pair);
      if (!isKnown(pair)) accounts.take(digest(attempt.email));
    },
    succeeded(attempt) {
      give(attempt);
      known.set(pairOf(attempt), clock.now().getTime());
    },
    giveBack: give,
    beginReset(address) {
      const place = placeOf(address);
      const wait = resets.wait(place);
      if (wait > 0) throw new SignInThrottled(wait);
      resets.take(place);
    },
    takeMail(email) {
      const key = digest(email);
      if (mails.wait(key) > 0) return false;
      mails.take(key);
      return true;
    },
    takeInvitation(tenant) {
      const wait = invitations.wait(tenant);
      if (wait > 0) throw new SignInThrottled(wait);
      invitations.take(tenant);
    },
  };
}

/** An address, or of IPv6 the network that one subscriber has (RFC 6177). */
function placeOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0] ?? '';
  if (!isIPv6(plain)) return plain;
  // As WHATWG URLs spell it; what `::` stands for is filled in.
  const spelt = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [head = '', tail] = spelt.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.slice(0, 4).join(':');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

interface Bucket {
  /** Milliseconds that are saved up; an attempt costs `secondsEach` of them. */
  saved: number;
  at: number;
}

/** A bucket a key, which fills up again while nobody takes from it. */
function buckets({ most, secondsEach }: Allowance, clock: Clock) {
  const held = new LRUCache<string, Bucket>({ max: REMEMBERED });
  const cost = secondsEach * 1_000;
  const full = most * cost;
  function now(key: string): Bucket {
    const at = clock.now().getTime();
    const bucket = held.get(key) ?? { saved: full, at };
    return { saved: Math.min(full, bucket.saved + Math.max(0, at - bucket.at)), at };
  }
  const add = (key: string, ms: number) => {
    const bucket = now(key);
    held.set(key, { ...bucket, saved: Math.min(full, bucket.saved + ms) });
  };
  return {
    /** Seconds until there is one; 0 now. */
    wait: (key: string) => Math.ceil(Math.max(0, cost - now(key).saved) / 1_000),
    take: (key: string) => add(key, -cost),
    give: (key: string) => add(key, cost),
  };
}
