import { ApiProblem, dataOf } from '@qipei/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { forgetEarlyAnswers } from '../api/early-answers.ts';
import { queryClient, whenRefused } from '../app/query-client.ts';
import { pageData } from '../page-data.ts';
import { setCsrfToken } from './csrf-token.ts';
import { GUEST, knownOwner, knowSession, lastKnownSession, type Session } from './known-session.ts';

export type { Session } from './known-session.ts';

const SESSION = ['session'] as const;

/** How often this page was told who is signed in, and didn't ask for it: answers to what was asked before are of no use. */
let told = 0;

/** Null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: SESSION,
  staleTime: 60_000,
  // Without a network it fails; each view that mounts would ask again. It is asked when there is one.
  retryOnMount: false,
  refetchOnMount: false,
  refetchOnReconnect: 'always',
  retry: (count, error) => !(error instanceof ApiProblem && error.status === 401) && count < 2,
  // Who sent no cookie has no session: the question would only be refused. A page that was kept doesn't tell.
  ...(pageData.hasSession === false ? { initialData: null } : {}),
  queryFn: async ({ signal }): Promise<Session | null> => {
    const before = told;
    const session = await askedSession(signal);
    if (before !== told) return queryClient.getQueryData<Session | null>(SESSION) ?? null;
    adopt(session);
    return session;
  },
});

async function askedSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await dataOf(api.GET('/v1/session', { signal }));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    if (error instanceof ApiProblem && error.status === 0) showLastKnown();
    throw error;
  }
}

/** Without a network, and only then: who was signed in when there was one. What they may see is still asked of the platform. */
function showLastKnown(): void {
  const last = lastKnownSession();
  if (last === undefined || queryClient.getQueryData(SESSION) !== undefined) return;
  adopt(last);
  queryClient.setQueryData(SESSION, last);
}

/** What was loaded for others is forgotten before anything of the new sight is asked for. */
function adopt(session: Session | null): void {
  setCsrfToken(session?.csrfToken || undefined);
  if (knowSession(session)) forgetLoaded();
}

function forgetLoaded(): void {
  forgetEarlyAnswers();
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

function become(session: Session | null): void {
  told += 1;
  adopt(session);
  queryClient.setQueryData(SESSION, session);
}

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

/** To `tenant`, for who is a member of several; the first one, or the storefront's, unless given. */
export async function signIn(email: string, password: string, tenant?: string): Promise<void> {
  const body = { email, password, ...(tenant === undefined ? {} : { tenant }) };
  const session = await dataOf(api.POST('/v1/session', { body }));
  forgetLoaded();
  goOnWith(session);
}

/** Another cookie, as PUT /v1/session/… answers. What was loaded for another tenant is forgotten. */
export function goOnWith(session: Session): void {
  become(session);
  tellOtherTabs();
}

/** Asks again who is signed in, where somebody was: the session may have ended. */
export async function checkSession(): Promise<void> {
  if (queryClient.getQueryData(SESSION) !== null) await askAgain();
}

/** Nobody is signed in afterwards, or it throws: with the session there still. @throws ApiProblem */
export async function signOut(): Promise<void> {
  try {
    await endSession();
  } catch (error) {
    if (!isCsrfRefused(error)) throw error;
    // The cookie has changed since the token was told: in another tab, as a rule.
    if ((await freshSession()) !== null) await endSession();
  }
  forgetLoaded();
  become(null);
  tellOtherTabs();
}

async function endSession(): Promise<void> {
  try {
    await api.DELETE('/v1/session');
  } catch (error) {
    // It had ended before.
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
}

function isCsrfRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 403 && error.code === 'csrf-refused';
}

function freshSession(): Promise<Session | null> {
  return queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** The views see what comes of it by the session's own query. */
async function askAgain(): Promise<void> {
  const before = knownOwner();
  await freshSession().catch(() => null);
  if (before !== knownOwner()) tellOtherTabs();
}

let otherTabs: BroadcastChannel | undefined;

function tellOtherTabs(): void {
  otherTabs?.postMessage({ owner: knownOwner() });
}

/**
 * Notices that the session has ended, or become another one: by an answer that refuses this page, or by another tab.
 * @returns what ends the watch
 */
export function watchSession(): () => void {
  if (pageData.hasSession === false) knowSession(null);
  whenRefused((error) => {
    const known = queryClient.getQueryData(SESSION);
    // A wrong password says nothing of the session, and who is a guest is refused as one.
    const mayHaveEnded =
      error instanceof ApiProblem &&
      error.status === 401 &&
      error.code !== 'sign-in-failed' &&
      known !== null;
    if (mayHaveEnded || isCsrfRefused(error)) void askAgain();
  });
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('qipei.session');
  otherTabs = channel;
  channel?.addEventListener('message', ({ data }: MessageEvent<{ owner?: unknown } | null>) => {
    if (data?.owner === GUEST) become(null);
    else void freshSession().catch(() => null);
  });
  return () => {
    whenRefused(() => {});
    channel?.close();
    otherTabs = undefined;
  };
}
