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

/**
 * What is kept of a page: nothing of who was signed in when it came, for the next one may be somebody else, nothing of what was
 * asked for, and no answer. Null for what is no page of the storefront.
 */
export async function keptPage(response: Response): Promise<Response | null> {
  if (response.status !== 200 || !response.headers.get('Content-Type')?.startsWith('text/html')) return null;
  const headers = new Headers(response.headers);
  // Of the body as it came over the wire.
  for (const name of ['Content-Encoding', 'Content-Length', 'ETag']) headers.delete(name);
  // As a page has it without an answer: with one, no cache but this would keep it.
  headers.set('Cache-Control', 'private, no-cache');
  const page = (await response.text())
    .replace(/"hasSession":(?:true|false)/, '"hasSession":null')
    .replace(/"question":"[^"]*"/, '"question":null')
    .replace(/<script type="application\/json" id="first-answer">[^<]*<\/script>/, '')
    // What is searched for stands in the boxes of the first view.
    .replaceAll(/(<input\b[^>]*\svalue=)"[^"]*"/g, '$1""');
  return new Response(page, { status: 200, headers });
}
