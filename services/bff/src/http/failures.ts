import type { Logger } from '@qipei/service-kit';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import { HttpProblem, internalProblem, problemOf } from './problem.ts';
import { sendProblem } from './send-answer.ts';

export const routeUnknown: RequestHandler = () => {
  throw new HttpProblem({ status: 404, code: 'route-unknown', detail: 'Nothing is served under this path.' });
};

/** The edge: what the caller may know is told, anything else is logged here, once, and answered opaquely. */
export function failures(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const exchange = exchangeOf(res);
    // The caller broke off (a request that was read whole counts as destroyed too): nobody is left to answer, and it is no failure of ours.
    if (res.destroyed || (req.destroyed && !req.complete)) {
      res.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem === undefined || res.headersSent) {
      logger.error(
        { err: error, route: exchange.route, tenant: exchange.caller?.tenant, traceId: exchange.traceId },
        'request failed unexpectedly',
      );
    } else if (problem.status >= 503) {
      logger.warn(
        { cause: causeOf(problem), code: problem.code, route: exchange.route, traceId: exchange.traceId },
        'a peer did not answer',
      );
    }
    // A part of the answer is out: a cut connection is the only honest end.
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem ?? internalProblem(), exchange.traceId);
  };
}

/** One line: while a peer is away this is written for every request. */
function causeOf({ cause }: HttpProblem): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
