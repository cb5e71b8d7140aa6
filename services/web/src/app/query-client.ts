import { ApiProblem } from '@qipei/api-client';
import { QueryClient } from '@tanstack/react-query';

/** Tries again what may go better the next time; what the platform refused stays refused. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) =>
        error instanceof ApiProblem ? error.status >= 429 && error.status !== 500 && count < 2 : count < 1,
      retryDelay: (attempt, error) =>
        error instanceof ApiProblem && error.retryAfter !== undefined
          ? Math.min(error.retryAfter, 10) * 1_000
          : Math.min(500 * 2 ** attempt, 4_000),
    },
    mutations: { networkMode: 'always' },
  },
});
