import type { Request, Response } from 'express';
import { requireScope } from './authenticate.ts';
import { exchangeOf } from './exchange.ts';
import { type FirstQuestion, nextQuestionOf } from './first-question.ts';
import { GUEST } from './guest.ts';
import type { Member } from './page-visitor.ts';
import { readWith } from './read-input.ts';
import { answerOf, beginAsGuest, goneSignal, type RegisterOptions } from './register-routes.ts';
import { rejectedBy } from './rejected-by.ts';
import type { Route, RouteInput } from './route.ts';

/** Of an answer as JSON. Longer ones would hold up the page, and while it is written every other one. */
const MAX_CHARACTERS = 200_000;

/** What a page brings along: an answer as the route's, by the address that it would be asked for at. */
export interface PageAnswer {
  address: string;
  body: unknown;
}

export interface PageAnswers {
  /**
   * Of those that a view asks, the ones whose routes take this caller: what would be refused needn't be asked ahead; none where that
   * is the first, without which the view isn't shown.
   */
  open(questions: readonly FirstQuestion[], member: Member | undefined): FirstQuestion[];
  /**
   * Answers within the page that would ask, without those that the application had better ask itself, because they aren't plainly
   * there by the time that the page is `late`, or are long. `storefront`: whose page it is, by the tenant.
   */
  to(
    questions: readonly FirstQuestion[],
    page: { req: Request; res: Response; storefront: string; member: Member | undefined; late: AbortSignal },
  ): Promise<PageAnswer[]>;
}

/** Asks the routes as requests of the page's would: those of guests within their limits, those of a member with their rights. */
export function createPageAnswers(routes: readonly Route[], options: RegisterOptions): PageAnswers {
  const gets = new Map(routes.filter(({ method }) => method === 'get').map((each) => [each.path, each]));
  const routeOf = ({ route }: FirstQuestion) => {
    const found = gets.get(route);
    if (found === undefined) throw new Error(`there is no GET ${route}`);
    return found;
  };

  return {
    open(questions, member) {
      const open = questions.filter((question) => {
        const { guests, scope } = routeOf(question);
        return member === undefined ? guests === true : mayAsk(scope, member);
      });
      return open[0] === questions[0] ? open : [];
    },
    async to(questions, { req, res, storefront, member, late }) {
      const { traceparent } = exchangeOf(res);
      const signal = AbortSignal.any([late, goneSignal(res)]);

      async function bodyOf(route: Route, input: RouteInput): Promise<unknown> {
        const ask = (caller = GUEST) =>
          answerOf(route, { input, caller, request: req, traceparent, signal }, options);
        if (member !== undefined) {
          if (!mayAsk(route.scope, member)) return undefined;
          return plainBody(await Promise.race([ask(member.caller), rejectedBy(late)]));
        }
        if (route.guests !== true) return undefined;
        const asGuest = beginAsGuest(req, res, storefront, options);
        asGuest.counts(route.guestCost?.(input) ?? 1);
        return plainBody(await Promise.race([asGuest.answered(() => ask()), rejectedBy(late)]));
      }

      async function answersTo(question: FirstQuestion): Promise<PageAnswer[]> {
        const route = routeOf(question);
        try {
          const body = await bodyOf(route, inputOf(route, question));
          if (body === undefined || JSON.stringify(body).length > MAX_CHARACTERS) return [];
          const next = nextQuestionOf(question, body);
          const isAsked = questions.some(({ address }) => address === next?.address);
          const more = next === undefined || isAsked ? [] : await answersTo(next);
          return [{ address: question.address, body }, ...more];
        } catch (error) {
          options.logger.debug({ err: error, route: route.path }, 'a page comes without an answer');
          return [];
        }
      }

      return (await Promise.all(questions.map(answersTo))).flat();
    },
  };
}

function mayAsk(scope: Route['scope'], { caller }: Member): boolean {
  if (scope === undefined || scope === 'any' || scope === 'session') return true;
  try {
    requireScope(caller, scope);
    return true;
  } catch {
    return false;
  }
}

function inputOf(route: Route, { params, query }: FirstQuestion): RouteInput {
  return {
    params: route.params === undefined ? {} : readWith(route.params, params),
    query: route.query === undefined ? {} : readWith(route.query, query),
    ...{ headers: {}, body: undefined },
  };
}

function plainBody({ answer }: Awaited<ReturnType<typeof answerOf>>): unknown {
  return answer.status === 200 && 'body' in answer ? answer.body : undefined;
}
