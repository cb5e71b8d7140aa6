import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { ErrorPage, MissingPage } from './error-page.tsx';
import { Layout } from './layout.tsx';

interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Layout,
  errorComponent: ErrorPage,
  notFoundComponent: MissingPage,
});
