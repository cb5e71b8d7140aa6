import { ApiProblem } from '@qipei/api-client';
import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';

let refused: (error: unknown) => void = () => {};

/** Hears of each failure of a query or of what changes something, when it has been tried often enough. */
export function whenRefused(listener: (error: unknown) => void): void {
  refused = listener;
}

/** Of what goes another way than by a query. */
export function tellRefused(error: unknown): void {
  refused(error);
}

// By a timer, which is what it does unless told, views hear of what has come after they have heard of all that was done because of it:
// a draft would be gone before what was saved is there, and what is being sent be told as lost.
notifyManager.setScheduler(queueMicrotask);

/** Tries again what may go better the next time; what the platform refused stays refused. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => refused(error) }),
  mutationCache: new MutationCache({ onError: (error) => refused(error) }),
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
