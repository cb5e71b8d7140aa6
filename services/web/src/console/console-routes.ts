import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from './console-frame-route.ts';

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./console-home-page.tsx'), 'ConsoleHomePage'),
});

/** The views of a distributor's own work, which need a scope each: see `CONSOLE_SECTIONS`. */
export const consoleRoute = frameRoute.addChildren([homeRoute]);
