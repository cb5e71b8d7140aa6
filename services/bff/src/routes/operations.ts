import { z } from 'zod';
import { HttpProblem } from '../http/problem.ts';
import type { Readiness } from '../http/readiness.ts';
import { defineRoute, type Route } from '../http/route.ts';

/** What runs and watches the platform asks for; no key needed. */
export function operationRoutes(dependencies: {
  readiness: Readiness;
  closing: () => boolean;
  metricsText: () => Promise<string>;
  document: () => unknown;
}): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Whether the process lives',
      tag: 'Operations',
      scope: undefined,
      responses: { 200: { description: 'It does.', schema: z.object({ status: z.literal('ok') }) } },
      async handle() {
        return { status: 200, body: { status: 'ok' } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'Whether every service answers',
      tag: 'Operations',
      scope: undefined,
      responses: {
        200: {
          description: 'All do.',
          schema: z.object({ status: z.literal('ok'), peers: z.record(z.string(), z.literal('serving')) }),
        },
      },
      problems: { 503: '`peers` names those that don’t.' },
      async handle() {
        const peers = await dependencies.readiness();
        const missing = Object.entries(peers).filter(([, state]) => state !== 'serving');
        if (missing.length === 0 && !dependencies.closing())
          return { status: 200, body: { status: 'ok', peers } };
        throw new HttpProblem({
          status: 503,
          code: dependencies.closing() ? 'shutting-down' : 'peers-unavailable',
          detail: dependencies.closing()
            ? 'The process is shutting down.'
            : `Not ready: ${missing.map(([peer, state]) => `${peer} is ${state}`).join(', ')}.`,
          extras: { peers },
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      summary: 'Metrics in Prometheus’ text format',
      tag: 'Operations',
      scope: undefined,
      responses: { 200: { description: 'All metrics of the process.', otherContent: ['text/plain'] } },
      async handle() {
        return {
          status: 200,
          contentType: 'text/plain; version=0.0.4; charset=utf-8',
          content: await dependencies.metricsText(),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/openapi.json',
      operationId: 'getOpenApiDocument',
      summary: 'This document',
      tag: 'Operations',
      scope: undefined,
      responses: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
      async handle() {
        return { status: 200, body: dependencies.document(), headers: { 'Cache-Control': 'no-cache' } };
      },
    }),
  ];
}
