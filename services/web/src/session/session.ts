import { ApiProblem, dataOf, type paths } from '@qipei/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { queryClient } from '../app/query-client.ts';
import { pageData } from '../page-data.ts';
import { setCsrfToken } from './csrf-token.ts';

export type Session = paths['/v1/session']['get']['responses'][200]['content']['application/json'];

/** Null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  // Without a network it fails; each view that mounts would ask again. It is asked when there is one.
  retryOnMount: false,
  refetchOnMount: false,
  refetchOnReconnect: 'always',
  retry: (count, error) => !(error instanceof ApiProblem && error.status === 401) && count < 2,
  // Who sent no cookie has no session: the question would only be refused.
  ...(pageData.hasSession ? {} : { initialData: null }),
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await dataOf(api.GET('/v1/session', { signal }));
      setCsrfToken(session.csrfToken);
      return session;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});

export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null;
}

/** Whether the catalogue may be looked into, and what else is allowed. */
export function useMay(): (scope: string) => boolean {
  const session = useSession();
  return (scope) => session?.scopes.includes(scope) ?? (scope === 'catalog:read' && guestsMayLook());
}

export function guestsMayLook(): boolean {
  return pageData.storefront?.access === 'open';
}

export async function signIn(email: string, password: string): Promise<void> {
  const session = await dataOf(api.POST('/v1/session', { body: { email, password } }));
  // What was loaded before was somebody else's sight.
  queryClient.clear();
  setCsrfToken(session.csrfToken);
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

export async function signOut(): Promise<void> {
  await api.DELETE('/v1/session');
  setCsrfToken(undefined);
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}
