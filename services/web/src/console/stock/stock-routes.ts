import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, takenFrom, text, wholeNumber } from '../../app/search-params.ts';
import { frameRoute } from '../console-frame-route.ts';
import { LEVELS } from './stock-levels.ts';

const stockRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/stock',
  validateSearch: (search) =>
    takenFrom({
      q: text(search.q, 512),
      brandId: text(search.brandId, 128),
      warehouseId: text(search.warehouseId, 64),
      level: oneOf(search.level, LEVELS),
      below: wholeNumber(search.below, 1, 1_000_000_000),
      cursor: text(search.cursor, 2_000),
    }),
  component: lazyRouteComponent(() => import('./stock-page.tsx'), 'StockPage'),
});

const historyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/stock/$partId',
  validateSearch: (search) =>
    takenFrom({
      warehouseId: text(search.warehouseId, 64),
      cursor: text(search.cursor, 2_000),
      // The page of the prices.
      prices: text(search.prices, 2_000),
    }),
  component: lazyRouteComponent(() => import('./history-page.tsx'), 'HistoryPage'),
});

const brandsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/brands',
  validateSearch: (search) => takenFrom({ q: text(search.q, 100), cursor: text(search.cursor, 2_000) }),
  component: lazyRouteComponent(() => import('../brands/brands-page.tsx'), 'BrandsPage'),
});

const partTypesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/part-types',
  validateSearch: (search) =>
    takenFrom({
      q: text(search.q, 100),
      table: oneOf(search.table, ['attributes'] as const),
      cursor: text(search.cursor, 2_000),
    }),
  component: lazyRouteComponent(() => import('../part-types/part-types-page.tsx'), 'PartTypesPage'),
});

/** Stock and offers, brands, part types. */
export const stockConsoleRoutes = [stockRoute, historyRoute, brandsRoute, partTypesRoute] as const;
