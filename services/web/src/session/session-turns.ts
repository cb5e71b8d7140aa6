import { csrfToken } from './csrf-token.ts';
import { sightChanges } from './known-session.ts';

// The cookie that a question goes with is the browser's, and all of its tabs have the same: a question that is on its way while it
// is taken away, or becomes another one, is refused, or is answered to somebody else. So questions share the session, and who
// changes it has it alone, in all tabs.

const NAME = 'qipei.session';

/** How long a change waits for answers to what was asked before; what takes longer was let in long ago, or isn't going to be. */
const PATIENCE_MS = 2_000;
/** How long the end of a change in another tab is waited for when that tab has let go: it may have been closed. */
const NEWS_MS = 2_000;

/** Changes that are under way, in this tab or another one. */
let changes = 0;
/** Resolves when there are none. */
let settled = Promise.withResolvers<void>();
let isOwn = false;
const asking = new Set<Promise<unknown>>();

/** `fetch` for what itself changes who is signed in: it waits for nothing. */
export const AT_ONCE = { fetch: (request: Request) => fetch(request) };

/** Whether this tab changes who is signed in, and may ask what has come of it. */
export function isChanging(): boolean {
  return isOwn;
}

/**
 * `fetch` for whatever is asked as who is signed in: it waits while that changes, and isn't sent where it was asked as somebody else.
 * @throws DOMException (AbortError) then, and the signal's reason where that is aborted meanwhile
 */
export async function fetchInTurn(request: Request): Promise<Response> {
  const before = sightChanges();
  for (;;) {
    // As it is in that moment: when it is looked at again the change may be over, and no other one may come.
    let change: Promise<void> | undefined;
    const answer = await share<Response | undefined>(request.signal, () => {
      if (changes === 0) return send(request, before);
      change = settled.promise;
      return undefined;
    });
    if (answer !== undefined) return answer;
    await change;
  }
}

function send(request: Request, before: number): Promise<Response> {
  request.signal.throwIfAborted();
  if (before !== sightChanges()) throw new DOMException('Somebody else is signed in by now.', 'AbortError');
  const token = csrfToken();
  // It may be another one by now.
  if (token !== undefined && request.headers.has('X-CSRF-Token')) request.headers.set('X-CSRF-Token', token);
  return fetch(request);
}

/** The session's own question waits for who changes it, and for nobody's news. */
export async function askSession(request: Request): Promise<Response> {
  return isOwn ? await fetch(request) : await share(request.signal, () => fetch(request));
}

/** What was asked ahead of the application has its turn, too. */
export function countAsAsked(answers: readonly Promise<unknown>[]): void {
  if (answers.length > 0) void share(undefined, () => Promise.allSettled(answers)).catch(() => undefined);
}

/** Changes who is signed in: when what was asked before is answered, and before anything else is asked. */
export async function changeAlone<T>(change: () => Promise<T>): Promise<T> {
  const goOn = hold();
  try {
    return await haveAlone(async () => {
      isOwn = true;
      try {
        return await change();
      } finally {
        isOwn = false;
      }
    });
  } finally {
    goOn();
  }
}

/** Another tab changes who is signed in. @returns what is called when it is known what has come of that */
export function waitForOtherTab(): () => void {
  const goOn = hold();
  // Given when that tab has done, or is gone.
  void share(undefined, () => {}).then(() => setTimeout(goOn, NEWS_MS), goOn);
  return goOn;
}

function hold(): () => void {
  let isHeld = true;
  changes += 1;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    changes -= 1;
    if (changes > 0) return;
    settled.resolve();
    settled = Promise.withResolvers();
  };
}

/** Pages without TLS have none: there each tab minds its own questions. */
function locksOfBrowser(): LockManager | undefined {
  return navigator.locks;
}

async function share<T>(signal: AbortSignal | undefined, act: () => Promise<T> | T) {
  const locks = locksOfBrowser();
  if (locks !== undefined)
    return await locks.request(NAME, { mode: 'shared', ...(signal === undefined ? {} : { signal }) }, act);
  const asked = Promise.resolve(act());
  asking.add(asked);
  try {
    return await asked;
  } finally {
    asking.delete(asked);
  }
}

async function haveAlone<T>(act: () => Promise<T>): Promise<T> {
  const locks = locksOfBrowser();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  if (locks === undefined) {
    const late = new Promise((resolve) => signal.addEventListener('abort', resolve));
    await Promise.race([Promise.allSettled(asking), late]);
    return await act();
  }
  let hasBegun = false;
  try {
    return await locks.request(NAME, { signal }, () => {
      hasBegun = true;
      return act();
    });
  } catch (error) {
    if (hasBegun) throw error;
    return await act();
  }
}
