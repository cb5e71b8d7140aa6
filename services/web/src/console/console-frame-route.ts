import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../app/root-route.ts';
import { loadTexts } from '../app/texts.ts';

/** The parent of every view of the console. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console',
  beforeLoad: () => loadTexts('console'),
  component: lazyRouteComponent(() => import('./console-frame.tsx'), 'ConsoleFrame'),
});
