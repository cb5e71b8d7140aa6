import { type Logger, recordHttp, startEdgeSpan, startServerSpan } from '@qipei/service-kit';
import type { RequestHandler, Response } from 'express';
import type { Caller } from './authenticate.ts';
import { hostName } from './storefront-of-request.ts';

/** What is known of a request beside its content. */
export interface Exchange {
  readonly traceparent: string;
  readonly traceId: string;
  /** The path's pattern; never the path, which may carry a VIN. */
  route: string;
  caller: Caller | undefined;
}

export function exchangeOf(res: Response): Exchange {
  return res.locals.exchange as Exchange;
}

/** For the host itself. What else a tenant or an operator serves below theirs isn't the platform's to decide. */
const TLS_ONLY = 'max-age=31536000';

/** https://www.rfc-editor.org/rfc/rfc6797#section-6.1 */
function transportSecurity(host: string | undefined, ownHost: string | undefined): string {
  return ownHost !== undefined && hostName(host) === ownHost ? `${TLS_ONLY}; includeSubDomains` : TLS_ONLY;
}

/** A request whose body never came to its end is cut off this long after it was answered. */
const DRAIN_MS = 5_000;

/** For https://owasp.org/www-project-secure-headers: no page of ours is framed, sniffed or allowed a foreign source. */
const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * Begins the request's trace, which carries on the caller's where that is trusted and else points to it, sets what every
 * answer has, and writes one log line a request.
 */
export function exchanges(dependencies: {
  logger: Logger;
  closing: () => boolean;
  trustTraceparent: boolean;
  /** As configured. */
  publicUrl: string | undefined;
}): RequestHandler {
  const ownHost = hostName(URL.parse(dependencies.publicUrl ?? '')?.host);
  const startSpan = dependencies.trustTraceparent ? startServerSpan : startEdgeSpan;
  return (req, res, next) => {
    const started = performance.now();
    const given = req.headers.traceparent;
    const span = startSpan(req.method, typeof given === 'string' ? given : undefined);
    const { traceparent } = span;
    const exchange: Exchange = {
      traceparent,
      traceId: traceparent.slice(3, 35),
      route: 'unmatched',
      caller: undefined,
    };
    res.locals.exchange = exchange;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
    res.setHeader('Strict-Transport-Security', transportSecurity(req.headers.host, ownHost));
    res.setHeader('traceparent', traceparent);
    res.setHeader('x-request-id', exchange.traceId);
    if (dependencies.closing()) res.setHeader('Connection', 'close');
    res.once('close', () => {
      const ms = performance.now() - started;
      // nginx's figure for a caller that has gone before its answer.
      const status = res.writableFinished ? res.statusCode : 499;
      recordHttp(req.method, exchange.route, status, ms);
      span.end({
        failed: status >= 500,
        name: `${req.method} ${exchange.route}`,
        attributes: {
          'http.request.method': req.method,
          'http.route': exchange.route,
          'http.response.status_code': status,
        },
      });
      dependencies.logger.info(
        {
          method: req.method,
          route: exchange.route,
          status,
          ms: Math.round(ms * 10) / 10,
          tenant: exchange.caller?.tenant,
          keyId: exchange.caller?.keyId || undefined,
          userId: exchange.caller?.userId || undefined,
          traceId: exchange.traceId,
          spanId: traceparent.slice(36, 52),
        },
        'request',
      );
      if (!req.complete && !req.destroyed) drain(req);
    });
    span.run(next);
  };
}

/** Reads away what the caller still sends, so that it gets to see the answer; not for ever. */
function drain(req: Parameters<RequestHandler>[0]): void {
  const cutOff = setTimeout(() => req.socket.destroy(), DRAIN_MS);
  cutOff.unref();
  req.once('end', () => clearTimeout(cutOff));
  req.once('close', () => clearTimeout(cutOff));
  req.resume();
}
