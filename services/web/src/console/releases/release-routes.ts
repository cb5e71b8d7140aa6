import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, takenFrom, text } from '../../app/search-params.ts';
import { frameRoute } from '../console-frame-route.ts';
import { RELEASE_KINDS } from '../imports/import-kinds.ts';
import { CHANGE_KINDS, RELEASE_STATES } from './release-states.ts';

const CURSOR = 2_000;

const releasesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/releases',
  validateSearch: (search) =>
    takenFrom({
      kind: oneOf(search.kind, RELEASE_KINDS),
      state: oneOf(search.state, RELEASE_STATES),
      feed: text(search.feed, 60),
      cursor: text(search.cursor, CURSOR),
    }),
  component: lazyRouteComponent(() => import('./releases-page.tsx'), 'ReleasesPage'),
});

const releaseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/releases/$releaseId',
  validateSearch: (search) =>
    takenFrom({ change: oneOf(search.change, CHANGE_KINDS), cursor: text(search.cursor, CURSOR) }),
  component: lazyRouteComponent(() => import('./release-page.tsx'), 'ReleasePage'),
});

export const releaseConsoleRoutes = [releasesRoute, releaseRoute] as const;
