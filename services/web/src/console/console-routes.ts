import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-route.ts';
import { loadTexts } from '../app/texts.ts';

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console',
  beforeLoad: () => loadTexts('console'),
  component: lazyRouteComponent(() => import('./console-frame.tsx'), 'ConsoleFrame'),
});

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./console-home-page.tsx'), 'ConsoleHomePage'),
});

/** The views of a distributor's own work, which need a scope each: see `CONSOLE_SECTIONS`. */
export const consoleRoute = frameRoute.addChildren([homeRoute]);
