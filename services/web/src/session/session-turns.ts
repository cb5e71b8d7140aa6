import { notSent, unanswered } from '../api/not-sent.ts';
import { csrfToken } from './csrf-token.ts';
import { sightChanges } from './known-session.ts';

// The cookie that a question goes with is the browser's, and all of its tabs have the same: a question that is on its way while it
// is taken away, or becomes another one, is refused, or is answered to somebody else. So questions share the session, and who
// changes it has it alone, in all tabs.

const NAME = 'qipei.session';
/** Had by who changes it, and by no question: also where the change goes ahead of an answer that doesn't come. */
const CHANGING = 'qipei.session.changing';

/** How long a change waits for answers to what was asked before; what takes longer was let in long ago, or isn't going to be. */
const PATIENCE_MS = 2_000;
/** How long the end of a change in another tab is waited for when that tab has let go: it may have been closed. */
const NEWS_MS = 2_000;
/** How long a question waits for its turn: what keeps it from it longer may never end. */
const TURN_MS = 10_000;
/** How long an answer is waited for while everything else waits. */
const ANSWER_MS = 15_000;
/** How long a change in another tab is waited for: longer than for its answer. */
const CHANGE_MS = 20_000;

/** Changes that are under way, in this tab or another one. */
let changes = 0;
let settle = () => {};
/** Resolves when there are none. */
let settled = nextSettled();
let isOwn = false;
/** The last change of this tab: they go one after the other. */
let lastOwn: Promise<unknown> = Promise.resolve();
const asking = new Set<Promise<unknown>>();
/** Where site data are blocked, locks are, too. */
let areLocksRefused = false;

/** `fetch` for what itself changes who is signed in: it waits for nothing, and not for ever for its answer. */
export const AT_ONCE = { fetch: askAtOnce };

function askAtOnce(request: Request): Promise<Response> {
  return fetch(request, { signal: either(request.signal, AbortSignal.timeout(ANSWER_MS)) });
}

/** Whether this tab changes who is signed in, and may ask what has come of it. */
export function isChanging(): boolean {
  return isOwn;
}

/**
 * `fetch` for whatever is asked as who is signed in: it waits while that changes, and isn't sent where it was asked as somebody else.
 * @throws ApiProblem (status 0, code `not-sent`) then, and the signal's reason where that is aborted meanwhile
 */
export async function fetchInTurn(request: Request): Promise<Response> {
  const before = sightChanges();
  for (;;) {
    // As it is in that moment: when it is looked at again the change may be over, and no other one may come.
    let change: Promise<void> | undefined;
    const answer = await share<Response | undefined>(request.signal, () => {
      if (changes === 0) return send(request, before);
      change = settled;
      return undefined;
    });
    if (answer !== undefined) return answer;
    await unlessAborted(change, request.signal);
  }
}

function send(request: Request, before: number): Promise<Response> {
  request.signal.throwIfAborted();
  if (before !== sightChanges()) throw notSent();
  const token = csrfToken();
  // It may be another one by now.
  if (token !== undefined && request.headers.has('X-CSRF-Token')) request.headers.set('X-CSRF-Token', token);
  return fetch(request);
}

/**
 * The session's own question waits for who changes it, and for nobody's news; views that can't be shown without its answer don't wait
 * for that without end.
 * @throws ApiProblem (status 0, code `unanswered`) then
 */
export async function askSession(request: Request): Promise<Response> {
  return isOwn ? await askAtOnce(request) : await share(request.signal, () => askInTime(request));
}

async function askInTime(request: Request): Promise<Response> {
  const waiting = AbortSignal.timeout(ANSWER_MS);
  try {
    return await fetch(request, { signal: either(request.signal, waiting) });
  } catch (error) {
    throw waiting.aborted && !request.signal.aborted ? unanswered(error) : error;
  }
}

/** What was asked ahead of the application has its turn, too. */
export function countAsAsked(answers: readonly Promise<unknown>[]): void {
  if (answers.length > 0) void share(undefined, () => Promise.allSettled(answers)).catch(() => undefined);
}

/** Changes who is signed in: when what was asked before is answered, and before anything else is asked. */
export async function changeAlone<T>(change: () => Promise<T>): Promise<T> {
  const goOn = hold();
  const own = lastOwn.then(() =>
    haveAlone(async () => {
      isOwn = true;
      try {
        return await change();
      } finally {
        isOwn = false;
      }
    }),
  );
  lastOwn = own.catch(() => undefined);
  try {
    return await own;
  } finally {
    goOn();
  }
}

/** Another tab changes who is signed in. @returns what is called when it is known what has come of that */
export function waitForOtherTab(): () => void {
  const goOn = hold();
  const wait = async () => {
    // Given when that tab has done, or is gone.
    const giveBack = await take(CHANGING, { mode: 'shared', patience: CHANGE_MS });
    giveBack?.();
    await pass(NEWS_MS);
    goOn();
  };
  void wait();
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
    settle();
    settled = nextSettled();
  };
}

function nextSettled(): Promise<void> {
  return new Promise((resolve) => {
    settle = resolve;
  });
}

async function share<T>(signal: AbortSignal | undefined, act: () => Promise<T> | T): Promise<T> {
  const giveBack = await take(NAME, { mode: 'shared', patience: TURN_MS, signal });
  try {
    const asked = Promise.resolve(act());
    asking.add(asked);
    try {
      return await asked;
    } finally {
      asking.delete(asked);
    }
  } finally {
    giveBack?.();
  }
}

async function haveAlone<T>(act: () => Promise<T>): Promise<T> {
  const endChange = await take(CHANGING, { mode: 'exclusive', patience: PATIENCE_MS });
  const giveBack = await take(NAME, { mode: 'exclusive', patience: PATIENCE_MS });
  try {
    if (locksOfBrowser() === undefined) await Promise.race([Promise.allSettled(asking), pass(PATIENCE_MS)]);
    return await act();
  } finally {
    giveBack?.();
    endChange?.();
  }
}

/** Pages without TLS have none: there each tab minds its own questions. */
function locksOfBrowser(): LockManager | undefined {
  if (areLocksRefused) return undefined;
  try {
    return navigator.locks;
  } catch {
    return undefined;
  }
}

/**
 * A lock of the browser.
 * @returns what gives it back; undefined where it isn't given in `patience` (milliseconds), or there are none
 * @throws the signal's reason where that is aborted meanwhile
 */
async function take(
  name: string,
  { mode, patience, signal }: { mode: LockMode; patience: number; signal?: AbortSignal | undefined },
): Promise<(() => void) | undefined> {
  const locks = locksOfBrowser();
  if (locks === undefined) return undefined;
  const waiting = either(signal, AbortSignal.timeout(patience));
  try {
    return await new Promise<() => void>((given, refused) => {
      const have = () => new Promise<void>((giveBack) => given(giveBack));
      locks.request(name, { mode, signal: waiting }, have).catch(refused);
    });
  } catch {
    signal?.throwIfAborted();
    if (!waiting.aborted) areLocksRefused = true;
    return undefined;
  }
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) =>
    AbortSignal.timeout(ms).addEventListener('abort', () => resolve(), { once: true }),
  );
}

async function unlessAborted(waited: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  await Promise.race([waited, aborted]);
}

/** What `AbortSignal.any` gives: browsers of 2023 don't have that. */
function either(...signals: (AbortSignal | undefined)[]): AbortSignal {
  const following = new AbortController();
  for (const signal of signals) {
    const follow = () => following.abort(signal?.reason);
    if (signal?.aborted) follow();
    else signal?.addEventListener('abort', follow, { once: true });
  }
  return following.signal;
}
