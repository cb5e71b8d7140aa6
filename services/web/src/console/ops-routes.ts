import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, takenFrom, text } from '../app/search-params.ts';
import { frameRoute } from './console-frame-route.ts';
import { DIRECTIONS } from './grants/grant-directions.ts';
import { FIGURES } from './health/figures.ts';
import { DELIVERY_STATES } from './webhooks/webhook-events.ts';

const grantsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/grants',
  validateSearch: (search) =>
    takenFrom({ direction: oneOf(search.direction, DIRECTIONS), cursor: text(search.cursor, 500) }),
  component: lazyRouteComponent(() => import('./grants/grants-page.tsx'), 'GrantsPage'),
});

const picturesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pictures',
  validateSearch: (search) =>
    takenFrom({ cursor: text(search.cursor, 500), diagrams: text(search.diagrams, 500) }),
  component: lazyRouteComponent(() => import('./pictures/left-page.tsx'), 'LeftPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/webhooks/$webhookId',
  validateSearch: (search) =>
    takenFrom({ state: oneOf(search.state, DELIVERY_STATES), cursor: text(search.cursor, 500) }),
  component: lazyRouteComponent(() => import('./webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const lookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/look',
  component: lazyRouteComponent(() => import('./look/look-page.tsx'), 'LookPage'),
});

const healthRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/health',
  validateSearch: (search) => takenFrom({ figure: oneOf(search.figure, FIGURES) }),
  component: lazyRouteComponent(() => import('./health/health-page.tsx'), 'HealthPage'),
});

/** Grants, pictures, webhooks, the storefront's look, how the platform does. */
export const opsRoutes = [
  grantsRoute,
  picturesRoute,
  webhooksRoute,
  webhookRoute,
  lookRoute,
  healthRoute,
] as const;
