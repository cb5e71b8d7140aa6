import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../console/console-routes.ts';
import { pageData } from '../page-data.ts';
import { SIGN_IN_NOTES } from '../session/sign-in-notes.ts';
import { staysWhereItWas } from './first-paint.ts';
import { ORDER_VIEW, ORDERS_VIEW, PART_VIEW, SEARCH_VIEW } from './open-views.ts';
import { PendingPage } from './pending-page.tsx';
import { rootRoute } from './root-route.ts';
import {
  oneOf,
  ownPath,
  parseSearch,
  stringifySearch,
  takenFrom,
  text,
  wholeNumber,
} from './search-params.ts';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../search/home-page.tsx'), 'HomePage'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search) => takenFrom({ to: ownPath(search.to), note: oneOf(search.note, SIGN_IN_NOTES) }),
  component: lazyRouteComponent(() => import('../session/sign-in-page.tsx'), 'SignInPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../session/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../session/reset-password-page.tsx'), 'ResetPasswordPage'),
});

const acceptInvitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accept-invitation',
  component: lazyRouteComponent(
    () => import('../session/accept-invitation-page.tsx'),
    'AcceptInvitationPage',
  ),
});

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  ...SEARCH_VIEW,
  component: lazyRouteComponent(() => import('../results/results-page.tsx'), 'ResultsPage'),
});

const vehiclesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/vehicles',
  validateSearch: (search) =>
    takenFrom({
      makeId: text(search.makeId, 128),
      modelId: text(search.modelId, 128),
      year: wholeNumber(search.year, 1886, 2100),
      // What is looked for once the vehicle is chosen.
      q: text(search.q, 512),
    }),
  component: lazyRouteComponent(() => import('../vehicles/vehicles-page.tsx'), 'VehiclesPage'),
});

const numbersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/numbers',
  // Numbers with `~` between, and `*2` behind for how many; the vehicle that they are wanted for.
  validateSearch: (search) => takenFrom({ list: text(search.list, 1_500), vin: text(search.vin, 64) }),
  component: lazyRouteComponent(() => import('../numbers/numbers-page.tsx'), 'NumbersPage'),
});

const partRoute = createRoute({
  getParentRoute: () => rootRoute,
  ...PART_VIEW,
  component: lazyRouteComponent(() => import('../part/part-page.tsx'), 'PartPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: (search) =>
    takenFrom({
      // Of parts, with commas between.
      ids: text(search.ids, 700),
      vehicleId: text(search.vehicleId, 128),
      vin: text(search.vin, 64),
      only: oneOf(search.only, ['differences']),
    }),
  component: lazyRouteComponent(() => import('../compare/compare-page.tsx'), 'ComparePage'),
});

const scanRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/scan',
  component: lazyRouteComponent(() => import('../scan/scan-page.tsx'), 'ScanPage'),
});

const diagramRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/diagrams/$diagramId',
  validateSearch: (search) =>
    takenFrom({
      publisher: text(search.publisher, 128),
      vehicleId: text(search.vehicleId, 128),
      vin: text(search.vin, 64),
      partId: text(search.partId, 128),
      spot: text(search.spot, 20),
      only: oneOf(search.only, ['fitting']),
    }),
  component: lazyRouteComponent(() => import('../diagrams/diagram-page.tsx'), 'DiagramPage'),
});

const cartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cart',
  component: lazyRouteComponent(() => import('../cart/cart-page.tsx'), 'CartPage'),
});

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  ...ORDERS_VIEW,
  component: lazyRouteComponent(() => import('../orders/orders-page.tsx'), 'OrdersPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  ...ORDER_VIEW,
  component: lazyRouteComponent(() => import('../orders/order-page.tsx'), 'OrderPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});

const membersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/members',
  component: lazyRouteComponent(() => import('../account/members-page.tsx'), 'MembersPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/keys',
  component: lazyRouteComponent(() => import('../account/keys-page.tsx'), 'KeysPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/audit',
  validateSearch: (search) => takenFrom({ cursor: text(search.cursor, 100) }),
  component: lazyRouteComponent(() => import('../account/audit-page.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  acceptInvitationRoute,
  searchRoute,
  vehiclesRoute,
  numbersRoute,
  partRoute,
  diagramRoute,
  compareRoute,
  scanRoute,
  cartRoute,
  ordersRoute,
  orderRoute,
  accountRoute,
  membersRoute,
  keysRoute,
  auditRoute,
  consoleRoute,
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    basepath: pageData.basePath === '' ? '/' : pageData.basePath,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: PendingPage,
    scrollRestoration: () => !staysWhereItWas(),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
