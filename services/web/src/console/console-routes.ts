import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from './console-frame-route.ts';
import { exportConsoleRoutes } from './exports/export-routes.ts';
import { importConsoleRoutes } from './imports/import-routes.ts';
import { opsRoutes } from './ops-routes.ts';
import { releaseConsoleRoutes } from './releases/release-routes.ts';
import { stockConsoleRoutes } from './stock/stock-routes.ts';

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./console-home-page.tsx'), 'ConsoleHomePage'),
});

/** The views of a distributor's own work, which need a scope each: see `CONSOLE_SECTIONS`. */
export const consoleRoute = frameRoute.addChildren([
  homeRoute,
  ...importConsoleRoutes,
  ...releaseConsoleRoutes,
  ...exportConsoleRoutes,
  ...opsRoutes,
  ...stockConsoleRoutes,
]);
