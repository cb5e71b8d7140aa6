import type { FirstAnswer } from '../app/first-answer.ts';
import { onServer } from '../app/on-server.ts';

declare global {
  interface Window {
    /** What the page has asked for before its files came, by address. */
    earlyAnswers?: Record<string, Promise<Response>>;
  }
}

/** What was asked for as the page came, or came along with it; later it is asked anew. */
const FRESH_MS = 30_000;

let early: Record<string, Promise<Response>> = onServer ? {} : { ...window.earlyAnswers };
let inPage: FirstAnswer | undefined = onServer ? undefined : answerInPage();

/** What came along with the page goes to `take`; where that has no use for it, it is kept for who asks. */
export function giveAnswerInPage(take: (answer: FirstAnswer) => boolean): void {
  if (inPage !== undefined && take(inPage)) inPage = undefined;
}

/** `fetch`, but that the page's own early questions aren't asked again. */
export async function askedEarly(request: Request): Promise<Response> {
  if (request.method !== 'GET' || performance.now() > FRESH_MS) {
    early = {};
    inPage = undefined;
  }
  const address = addressOf(request.url);
  if (inPage?.address === address) {
    const { body } = inPage;
    inPage = undefined;
    return Response.json(body);
  }
  const answer = early[address];
  if (answer === undefined) return await fetch(request);
  delete early[address];
  return await answer.catch(() => fetch(request));
}

/** With the parameters in order, as the server writes it. */
function addressOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.sort();
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** Of a page that no cache has kept: it is as old as the page. What can't be read of it is asked for as any other answer. */
function answerInPage(): FirstAnswer | undefined {
  const found = document.getElementById('first-answer');
  if (found === null) return undefined;
  found.remove();
  try {
    const { address, body } = JSON.parse(found.textContent ?? '') as Partial<FirstAnswer>;
    return typeof address === 'string' && body !== undefined ? { address, body } : undefined;
  } catch {
    return undefined;
  }
}
