import type { FirstAnswer } from '../app/first-answer.ts';
import { onServer } from '../app/on-server.ts';
import { countAsAsked, fetchInTurn } from '../session/session-turns.ts';

declare global {
  interface Window {
    /** What the page has asked for before its files came, by address. */
    earlyAnswers?: Record<string, Promise<Response>>;
  }
}

/** What was asked for as the page came, or came along with it; later it is asked anew. */
const FRESH_MS = 30_000;

let early: Record<string, Promise<Response>> = onServer ? {} : { ...window.earlyAnswers };
let inPage: FirstAnswer[] = onServer ? [] : answersInPage();
countAsAsked(Object.values(early));

/** What came along with the page goes to `take`; where that has no use for it, it is kept for who asks. */
export function giveAnswersInPage(take: (answer: FirstAnswer) => boolean): void {
  inPage = inPage.filter((answer) => !take(answer));
}

/** What came early was for somebody else. */
export function forgetEarlyAnswers(): void {
  early = {};
  inPage = [];
}

/** As `ask`, but that the page's own early questions aren't asked again. */
export async function askedEarly(
  request: Request,
  ask: (request: Request) => Promise<Response> = fetchInTurn,
): Promise<Response> {
  if (request.method !== 'GET' || performance.now() > FRESH_MS) forgetEarlyAnswers();
  const address = addressOf(request.url);
  const brought = inPage.find((answer) => answer.address === address);
  if (brought !== undefined) {
    inPage = inPage.filter((answer) => answer !== brought);
    return Response.json(brought.body);
  }
  const answer = early[address];
  if (answer === undefined) return await ask(request);
  delete early[address];
  return await answer.catch(() => ask(request));
}

/** With the parameters in order, as the server writes it. */
function addressOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.sort();
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** Of a page that no cache has kept: they are as old as the page. What can't be read of them is asked for as any other answer. */
function answersInPage(): FirstAnswer[] {
  const found = document.getElementById('first-answers');
  if (found === null) return [];
  found.remove();
  try {
    const answers = JSON.parse(found.textContent ?? '') as unknown;
    return Array.isArray(answers) ? answers.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

function isAnswer(value: unknown): value is FirstAnswer {
  const { address, body } = (value ?? {}) as Partial<FirstAnswer>;
  return typeof address === 'string' && body !== undefined;
}
