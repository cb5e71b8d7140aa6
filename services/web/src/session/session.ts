import { ApiProblem, dataOf } from '@qipei/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { api } from '../api/api.ts';
import { askedEarly, forgetEarlyAnswers } from '../api/early-answers.ts';
import { isUnanswered, unanswered } from '../api/not-sent.ts';
import { queryClient, whenRefused } from '../app/query-client.ts';
import { pageData } from '../page-data.ts';
import { setCsrfToken } from './csrf-token.ts';
import { GUEST, knownOwner, knowSession, lastKnownSession, ownerOf, type Session } from './known-session.ts';
import { AT_ONCE, askSession, changeAlone, isChanging, waitForOtherTab } from './session-turns.ts';

export type { Session } from './known-session.ts';

const SESSION = ['session'] as const;

/** How often this page was told who is signed in, and didn't ask for it: answers to what was asked before are of no use. */
let told = 0;

/** Whether this page was left, and it isn't known yet who has come back to it. */
let wasLeft = false;

/** Null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: SESSION,
  staleTime: 60_000,
  // Without a network it fails; each view that mounts would ask again. It is asked when there is one.
  retryOnMount: false,
  refetchOnMount: false,
  refetchOnReconnect: 'always',
  // While who is signed in changes everything else waits for it. What has been waited for long enough is asked again by who waits.
  retry: (count, error) =>
    !isChanging() &&
    !isUnanswered(error) &&
    !(error instanceof ApiProblem && error.status === 401) &&
    count < 2,
  // Who sent no cookie has no session: the question would only be refused. A page that was kept doesn't tell.
  ...(pageData.hasSession === false ? { initialData: null } : {}),
  queryFn: async ({ signal }): Promise<Session | null> => {
    const before = told;
    const session = await askedSession(signal).catch((error: unknown) => {
      if (before === told) throw error;
      return null;
    });
    if (before !== told) return queryClient.getQueryData<Session | null>(SESSION) ?? null;
    adopt(session);
    return session;
  },
});

async function askedSession(signal: AbortSignal): Promise<Session | null> {
  try {
    const ask = (request: Request) => askedEarly(request, askSession);
    const session = await dataOf(api.GET('/v1/session', { signal, fetch: ask }));
    wasLeft = false;
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      wasLeft = false;
      return null;
    }
    // Who works on a view goes on with it, as without a network; who comes back to one has to be known first.
    if (wasLeft && isUnanswered(error)) throw unanswered(error, 504);
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

/**
 * What was loaded for others is forgotten before anything of the new sight is asked for, and when their views are gone: one that is
 * still there would ask for it again.
 */
function adopt(session: Session | null): void {
  setCsrfToken(session?.csrfToken || undefined);
  if (flushSync(() => knowSession(session))) forgetLoaded();
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
  await change(async () => {
    become(await dataOf(api.POST('/v1/session', { body, ...AT_ONCE })));
    forgetLoaded();
  });
}

/**
 * Another cookie, as PUT /v1/session/… answers to `ask`, which asks at once. What was loaded for another tenant is forgotten.
 * @throws what `ask` throws
 */
export async function goOnWith(ask: () => Promise<Session>): Promise<void> {
  await change(async () => become(await ask()));
}

/** What may end this browser's session, or change what it may see; `ask` asks at once. @throws what `ask` throws */
export async function askedOfSelf(ask: () => Promise<unknown>): Promise<void> {
  await change(async () => {
    await ask();
    if (queryClient.getQueryData(SESSION) !== null) await freshByChange().catch(() => null);
  });
}

/**
 * Asks again who is signed in, where somebody was: the session may have ended, in a tab that this page couldn't hear. Where that isn't
 * told, it is taken to be who this browser has known last: what another has looked at here isn't shown.
 */
export async function checkSession(): Promise<void> {
  if (queryClient.getQueryData(SESSION) === null) return;
  wasLeft = true;
  if (await askAgain()) return;
  const last = lastKnownSession();
  if (last !== undefined && ownerOf(last) !== knownOwner()) become(last);
}

/** Nobody is signed in afterwards, or it throws: with the session there still. @throws ApiProblem */
export async function signOut(): Promise<void> {
  await change(async () => {
    try {
      await endSession();
    } catch (error) {
      if (!isCsrfRefused(error)) throw error;
      // The cookie has changed since the token was told: in another tab, as a rule.
      if ((await freshByChange()) !== null) await endSession();
    }
    become(null);
  });
}

async function endSession(): Promise<void> {
  try {
    await api.DELETE('/v1/session', AT_ONCE);
  } catch (error) {
    // It had ended before.
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
}

function isCsrfRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 403 && error.code === 'csrf-refused';
}

/** For who changes it, and nobody else: what was asked before waits for the very change that asks now, or is older than it. */
async function freshByChange(): Promise<Session | null> {
  await queryClient.cancelQueries({ queryKey: SESSION });
  return await freshSession();
}

/** Who asks while it is being asked gets the same answer. */
function freshSession(): Promise<Session | null> {
  return queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** The views see what comes of it by the session's own query. @returns whether it was answered */
async function askAgain(): Promise<boolean> {
  const before = knownOwner();
  const isAnswered = await freshSession().then(
    () => true,
    () => false,
  );
  if (before !== knownOwner()) tellOtherTabs();
  return isAnswered;
}

/** To the other tabs: that who is signed in is being changed, what has come of it, or that nothing has. */
type News = { changing: boolean } | { owner: string | undefined };

let otherTabs: BroadcastChannel | undefined;

function tellOtherTabs(news: News = { owner: knownOwner() }): void {
  otherTabs?.postMessage(news);
}

/** Neither this tab nor another one asks anything meanwhile as who was signed in before. */
function change(act: () => Promise<void>): Promise<void> {
  return changeAlone(async () => {
    tellOtherTabs({ changing: true });
    try {
      await act();
    } catch (error) {
      tellOtherTabs({ changing: false });
      throw error;
    }
    tellOtherTabs();
  });
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
  let goOn = () => {};
  channel?.addEventListener('message', ({ data }: MessageEvent<News>) => {
    const before = goOn;
    if ('changing' in data) {
      if (data.changing) goOn = waitForOtherTab();
      before();
    } else if (data.owner === GUEST) {
      become(null);
      before();
    } else
      void freshSession()
        .catch(() => null)
        .finally(before);
  });
  return () => {
    whenRefused(() => {});
    goOn();
    channel?.close();
    otherTabs = undefined;
  };
}
