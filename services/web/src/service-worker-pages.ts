/** Beside the path that names a storefront nothing of an address tells pages apart: the views are the application's. */
const BY_PATH = /^\/t\/[^/]+/;
const PAGE = /^\/(?:t\/[a-z0-9-]{1,63}\/)?$/;

/** Under which the page is kept that a browser navigates to. */
export function pageKey(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${BY_PATH.exec(pathname)?.[0] ?? ''}/`;
}

/** The path that a page asks to have kept; undefined for all that is no storefront's own. */
export function pageToKeep(message: unknown): string | undefined {
  const path = (message as { keepPage?: unknown } | null)?.keepPage;
  return typeof path === 'string' && PAGE.test(path) ? path : undefined;
}

/** An answer, or the view that was written of it: for who asked, and for then alone. */
const WITH_ANSWER =
  /<script type="application\/json" id="first-answers">|<div id="first-paint" data-for=|"sight":\{/;

/**
 * What is kept of a page: nothing of who was signed in when it came, for the next one may be somebody else, and nothing of what was
 * asked for. Null for what is no page of the storefront, and for one that has an answer in it.
 */
export async function keptPage(response: Response): Promise<Response | null> {
  if (response.status !== 200 || !response.headers.get('Content-Type')?.startsWith('text/html')) return null;
  const text = await response.text();
  if (WITH_ANSWER.test(text)) return null;
  const headers = new Headers(response.headers);
  // Of the body as it came over the wire.
  for (const name of ['Content-Encoding', 'Content-Length', 'ETag']) headers.delete(name);
  // As it is of a guest's page without an answer, which this one has become.
  headers.set('Cache-Control', 'private, no-cache');
  const page = text
    .replace(/"hasSession":(?:true|false)/, '"hasSession":null')
    .replace(/"questions":\[[^\]]*\]/, '"questions":[]')
    // What is searched for stands in the boxes of the first view.
    .replaceAll(/(<input\b[^>]*\svalue=)"[^"]*"/g, '$1""');
  return new Response(page, { status: 200, headers });
}
