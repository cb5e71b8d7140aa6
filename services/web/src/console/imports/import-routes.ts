import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, takenFrom, text } from '../../app/search-params.ts';
import { frameRoute } from '../console-frame-route.ts';
import { IMPORT_KINDS, IMPORT_STATES } from './import-kinds.ts';

const CURSOR = 2_000;

const importsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/imports',
  validateSearch: (search) =>
    takenFrom({
      kind: oneOf(search.kind, IMPORT_KINDS),
      state: oneOf(search.state, IMPORT_STATES),
      cursor: text(search.cursor, CURSOR),
    }),
  component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
});

const newImportRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/imports/new',
  validateSearch: (search) =>
    takenFrom({ kind: oneOf(search.kind, IMPORT_KINDS), upload: text(search.upload, 128) }),
  component: lazyRouteComponent(() => import('./new-import-page.tsx'), 'NewImportPage'),
});

const jobRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/imports/$jobId',
  validateSearch: (search) => takenFrom({ code: text(search.code, 80), cursor: text(search.cursor, CURSOR) }),
  component: lazyRouteComponent(() => import('./job-page.tsx'), 'JobPage'),
});

export const importConsoleRoutes = [importsRoute, newImportRoute, jobRoute] as const;
