import { openApiDocument } from './http/openapi-document.ts';
import { apiRoutes } from './routes/all-routes.ts';
import { operationRoutes } from './routes/operations.ts';

/** The OpenAPI document that a running platform serves, without one. */
export function platformDocument(): unknown {
  const operations = operationRoutes({
    readiness: async () => {
      throw new Error('nothing runs here');
    },
    closing: () => false,
    metricsText: async () => '',
    document: () => ({}),
  });
  return JSON.parse(JSON.stringify(openApiDocument([...apiRoutes, ...operations])));
}
