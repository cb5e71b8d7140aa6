import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { takenFrom, text } from '../../app/search-params.ts';
import { frameRoute } from '../console-frame-route.ts';

const exportsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/exports',
  // `losses`: of which export they are shown.
  validateSearch: (search) =>
    takenFrom({ cursor: text(search.cursor, 2_000), losses: text(search.losses, 128) }),
  component: lazyRouteComponent(() => import('./exports-page.tsx'), 'ExportsPage'),
});

export const exportConsoleRoutes = [exportsRoute] as const;
