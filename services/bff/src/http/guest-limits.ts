import type { Clock } from '@qipei/kernel';
import type { Logger } from '@qipei/service-kit';
import { allowances, limitedPlaceOf, placeOf } from '@qipei/service-kit/limits';
import type { Request } from 'express';
import { HttpProblem } from './problem.ts';

/** What guests may ask for, by where they come from: a storefront that is open to everybody stays one for its customers. */
export interface GuestLimits {
  /**
   * Counts a request as one before anything of it is read. Until it ends it takes up room of its own place alone, however long
   * its body is waited for, or its answer taken. `storefront`: whose guest it is, by the tenant.
   * @throws HttpProblem 429 `guest-limit` where too many have come from there lately, `guests-busy` where too many of there are open
   */
  begin(request: Pick<Request, 'ip' | 'headers'>, storefront: string): GuestRequest;
}

export interface GuestRequest {
  /** What it really counts for, now that it is read: several, or a part of one. */
  counts(cost: number): void;
  /**
   * The work for it, once it is read and until there is an answer to send: only so many of all places are at work at once, of
   * which one place, or one storefront, never has all.
   * @throws HttpProblem 429 `guests-busy`
   */
  answered<T>(work: () => Promise<T>): Promise<T>;
  /** It has been answered, or its sender has gone. */
  end(): void;
}

/** Requests of guests that are worked for at once in this process. */
const AT_WORK = 100;
/**
 * The guests of a storefront have no more at work than this for each one of all that is free yet: whoever comes first leaves room to
 * others. Alone they have 67 of the 100.
 */
const STOREFRONT_FOR_FREE = 2;
/** Requests that are open of one place: a page of results has twenty pictures. */
const OPEN_OF_ONE = 32;
/** How many minutes' worth may come at once. */
const SAVED_MINUTES = 2;

/**
 * `perMinute`: requests from one place in the long run, 0 without a limit. This machine itself is one that isn't limited: behind a
 * proxy on it that nobody counted, all guests would share its limit, and the log says so once.
 */
export function guestLimits(options: {
  perMinute: number;
  trustedProxies: number;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
}): GuestLimits {
  const { perMinute, trustedProxies, logger } = options;
  const allowance = {
    most: Math.max(1, perMinute * SAVED_MINUTES),
    secondsEach: 60 / Math.max(1, perMinute),
  };
  const requests = allowances(allowance, options.clock);
  const openOf = counts();
  const workOfPlace = counts();
  const workOfStorefront = counts();
  let atWork = 0;
  let warned = false;

  return {
    begin({ ip = '', headers }, storefront) {
      if (trustedProxies === 0 && headers['x-forwarded-for'] !== undefined && !warned) {
        warned = true;
        logger.warn(
          'Guests come through a proxy that QIPEI_TRUSTED_PROXIES does not count: they are limited as one address, or not at all',
        );
      }
      const strange = limitedPlaceOf(ip);
      const limited = perMinute === 0 ? undefined : strange;
      const wait = limited === undefined ? 0 : requests.wait(limited);
      if (wait > 0) throw refused('guest-limit', 'Too many requests of guests have come from there', wait);
      const place = placeOf(ip);
      if (limited !== undefined && openOf.of(place) >= OPEN_OF_ONE)
        throw refused('guests-busy', 'Too many requests of guests from there are open', 1);
      openOf.add(place, 1);
      if (limited !== undefined) requests.take(limited);
      let ended = false;
      return {
        counts(cost) {
          if (limited !== undefined) requests.take(limited, cost - 1);
        },
        async answered(work) {
          // A storefront's room, which its places share in the same way: none has more at work than is left of it.
          const open = STOREFRONT_FOR_FREE * (AT_WORK - atWork) - workOfStorefront.of(storefront);
          const room = open / (STOREFRONT_FOR_FREE + 1);
          if (room <= 0 || (strange !== undefined && workOfPlace.of(place) >= room))
            throw refused('guests-busy', 'Too many requests of guests are under way', 1);
          const count = (by: number) => {
            atWork += by;
            workOfPlace.add(place, by);
            workOfStorefront.add(storefront, by);
          };
          count(1);
          try {
            return await work();
          } finally {
            count(-1);
          }
        },
        end() {
          if (ended) return;
          ended = true;
          openOf.add(place, -1);
        },
      };
    },
  };
}

/** How many there are by key; a key of which there are none isn't kept. */
function counts() {
  const counted = new Map<string, number>();
  const of = (key: string) => counted.get(key) ?? 0;
  return {
    of,
    add(key: string, by: number) {
      const now = of(key) + by;
      if (now === 0) counted.delete(key);
      else counted.set(key, now);
    },
  };
}

/** Of a page of parts: twenty are one request's. */
export function pageCost({ query }: { query: { pageSize?: number | undefined } }): number {
  return Math.max(1, (query.pageSize ?? 20) / 20);
}

/** A page of results has twenty small ones, which browsers keep. */
export function pictureCost(): number {
  return 0.1;
}

function refused(code: string, what: string, wait: number): HttpProblem {
  return new HttpProblem({
    status: 429,
    code,
    detail: `${what}; wait ${wait} s, or sign in.`,
    headers: { 'Retry-After': String(wait) },
    extras: { retryAfterSeconds: wait },
  });
}
