import type { Request, Response } from 'express';
import { exchangeOf } from './exchange.ts';
import type { FirstQuestion } from './first-question.ts';
import { GUEST } from './guest.ts';
import { readWith } from './read-input.ts';
import { answerOf, beginAsGuest, goneSignal, type RegisterOptions } from './register-routes.ts';
import type { Route } from './route.ts';

/**
 * Answers a guest's first question within the page that would ask it: JSON as the route's, or undefined where the application had
 * better ask itself, because the answer isn't plainly there at once. `storefront`: whose page it is, by the tenant.
 */
export type GuestAnswers = (
  question: FirstQuestion,
  page: { req: Request; res: Response; storefront: string },
) => Promise<unknown>;

/** A page waits no longer. */
const WITHIN_MS = 500;

/** Asks the routes as a request of the page's would, limits of guests included. */
export function createGuestAnswers(routes: readonly Route[], options: RegisterOptions): GuestAnswers {
  const asked = new Map(
    routes
      .filter(({ method, guests }) => method === 'get' && guests === true)
      .map((each) => [each.path, each]),
  );
  return async ({ route: path, params, query }, { req, res, storefront }) => {
    const route = asked.get(path);
    if (route === undefined) throw new Error(`guests are answered no ${path}`);
    const late = AbortSignal.timeout(WITHIN_MS);
    try {
      const asGuest = beginAsGuest(req, res, storefront, options);
      const input = {
        params: route.params === undefined ? {} : readWith(route.params, params),
        query: route.query === undefined ? {} : readWith(route.query, query),
        ...{ headers: {}, body: undefined },
      };
      asGuest.counts(route.guestCost?.(input) ?? 1);
      const { traceparent } = exchangeOf(res);
      const signal = AbortSignal.any([late, goneSignal(res)]);
      const { answer } = await Promise.race([
        asGuest.answered(() =>
          answerOf(route, { input, caller: GUEST, request: req, traceparent, signal }, options),
        ),
        rejectedBy(late),
      ]);
      return answer.status === 200 && 'body' in answer ? answer.body : undefined;
    } catch (error) {
      options.logger.debug({ err: error, route: path }, 'a page comes without its first answer');
      return undefined;
    }
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
