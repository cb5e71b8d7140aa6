import type { RequestHandler } from 'express';
import { HttpProblem } from './problem.ts';

/**
 * Refuses what Node would answer without a word of why: RFC 9112, 3.2 (one Host, always, in HTTP/1.1) and RFC 9110, 10.1.1
 * (an expectation that isn't met).
 */
export const requireSoundHead: RequestHandler = (req, _res, next) => {
  const hosts = req.headersDistinct.host ?? [];
  if (hosts.length > 1 || (hosts.length === 0 && req.httpVersion === '1.1')) {
    throw new HttpProblem({
      status: 400,
      code: 'host-invalid',
      detail: 'A request has one Host header.',
      headers: { Connection: 'close' },
    });
  }
  const expected = req.headers.expect;
  if (expected !== undefined && expected.trim().toLowerCase() !== '100-continue') {
    throw new HttpProblem({
      status: 417,
      code: 'expectation-failed',
      detail: 'Nothing can be expected here but 100-continue.',
      headers: { Connection: 'close' },
    });
  }
  next();
};
