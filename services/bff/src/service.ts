import { systemClock } from '@qipei/kernel';
import {
  createLogger,
  type Logger,
  type RunningService,
  startTelemetry,
  type Telemetry,
} from '@qipei/service-kit';
import { readTelemetryConfig } from '@qipei/service-kit/environment';
import express from 'express';
import type { BffConfig } from './config.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createAuthenticateRequest } from './http/authenticate-request.ts';
import { serveDocsPage } from './http/docs-page.ts';
import { exchanges } from './http/exchange.ts';
import { failures, routeUnknown } from './http/failures.ts';
import { guestLimits } from './http/guest-limits.ts';
import { startHttpServer } from './http/http-server.ts';
import { openApiDocument } from './http/openapi-document.ts';
import { createPageAnswers } from './http/page-answers.ts';
import { createVisitorOfPage } from './http/page-visitor.ts';
import { watchHealth } from './http/platform-health.ts';
import { createReadiness } from './http/readiness.ts';
import { type RegisterOptions, registerRoutes } from './http/register-routes.ts';
import type { Route } from './http/route.ts';
import { createSessions } from './http/sessions.ts';
import { requireSoundHead } from './http/sound-head.ts';
import { createStorefronts } from './http/storefront-of-request.ts';
import { webApp } from './http/web-app.ts';
import { createWorkbookReading } from './http/workbook-reading.ts';
import { connectPeers } from './peers.ts';
import { apiRoutes } from './routes/all-routes.ts';
import { operationRoutes } from './routes/operations.ts';

export { type BffConfig, readBffConfig } from './config.ts';
export type { PeerAddresses } from './peers.ts';

export interface BffService extends RunningService {
  /** Such as `http://127.0.0.1:8080`, with the port really taken. */
  readonly url: string;
}

/** Lists in workbooks: a thread for each that may be read at once. A list of ten thousand rows takes a second and 40 MB. */
const WORKBOOKS = { threads: 4, heapMb: 96, ms: 15_000 };

export interface BffOverrides {
  logger?: Logger;
  /** Where the process already has its metrics; otherwise they are started here, and nothing goes out. */
  telemetry?: Pick<Telemetry, 'metricsText'>;
  /** Fail a request whose answer isn't what its route documents: for tests. */
  validateResponses?: boolean;
  /** How long running requests may take to finish on closing. Default 10,000. */
  graceMs?: number;
}

/** Serves REST; closed in reverse when disposed of: no new requests, running ones finish, then the clients go. */
export async function startBff(config: BffConfig, overrides: BffOverrides = {}): Promise<BffService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'bff', level: config.logLevel });
  const telemetry =
    overrides.telemetry ?? opened.use(await startTelemetry(readTelemetryConfig('bff', {}), { logger }));
  const peers = opened.use(connectPeers(config.peers, config.peerSecurity));
  const state = { closing: false, url: '' };
  const closing = () => state.closing;

  const readiness = createReadiness(peers.health);
  const metricsText = () => telemetry.metricsText();
  const health = opened.use(watchHealth({ metricsText, readiness }));

  let document: unknown;
  const routes: readonly Route[] = [
    ...apiRoutes,
    ...operationRoutes({
      readiness,
      closing,
      metricsText,
      document: () => (document ??= openApiDocument(routes)),
    }),
  ];

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing').enable('strict routing');
  app.set('query parser', false);
  // So many entries of X-Forwarded-For from its end are believed: what stands before them anybody may have sent.
  app.set('trust proxy', config.trustedProxies);
  const sessions = createSessions(peers.sessions, () => config.publicUrl ?? state.url);
  const storefronts = createStorefronts(peers.storefronts, () => config.publicUrl ?? state.url);
  const { trustTraceparent, publicUrl, trustedProxies } = config;
  app.use(exchanges({ logger, closing, trustTraceparent, publicUrl }));
  app.use(requireSoundHead);
  const serving: RegisterOptions = {
    peers,
    storefronts,
    sessions,
    health,
    authenticate: createAuthenticateRequest({
      authenticateKey: createAuthenticate(peers.access),
      sessions,
      storefronts,
    }),
    guestLimits: guestLimits({ perMinute: config.guestRequests, trustedProxies, clock: systemClock, logger }),
    logger,
    maxUploadBytes: config.maxUploadBytes,
    workbooks: opened.use(createWorkbookReading({ ...WORKBOOKS, logger })),
    validateResponses: overrides.validateResponses ?? false,
    publicUrl,
    operators: config.operators,
  };
  registerRoutes(app, routes, serving);
  serveDocsPage(app, { atRoot: config.webDist === undefined });
  if (config.webDist !== undefined)
    app.use(
      await webApp({
        ...{ dist: config.webDist, storefronts, logger },
        visitorOf: createVisitorOfPage(sessions),
        pageAnswers: createPageAnswers(routes, serving),
      }),
    );
  app.use(routeUnknown);
  app.use(failures(logger));

  const server = opened.use(
    await startHttpServer({
      host: config.host,
      port: config.port,
      listener: app,
      graceMs: overrides.graceMs ?? 10_000,
    }),
  );
  // What listens on every interface is reached from this machine by its own name.
  state.url = server.url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, '//127.0.0.1');
  opened.defer(async () => {
    state.closing = true;
  });
  logger.info({ url: server.url }, 'serving');
  const resources = opened.move();
  return { url: server.url, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
