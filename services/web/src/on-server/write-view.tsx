import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import i18next from 'i18next';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { type FirstAnswer, knowAnswer } from '../app/first-answer.ts';
import { ORDER_VIEW, ORDERS_VIEW, PART_VIEW, SEARCH_VIEW } from '../app/open-views.ts';
import { rootRoute } from '../app/root-route.ts';
import { parseSearch, stringifySearch } from '../app/search-params.ts';
import { storefrontTexts, textsOf } from '../app/texts.ts';
import { OrderPage } from '../orders/order-page.tsx';
import { OrdersPage } from '../orders/orders-page.tsx';
import { type PageData, withPageData } from '../page-data.ts';
import { PartPage } from '../part/part-page.tsx';
import { ResultsPage } from '../results/results-page.tsx';
import { type Session, sessionQuery } from '../session/session.ts';

/** A view and what it shows, as the server has them. */
export interface ViewToWrite extends Pick<PageData, 'storefront' | 'basePath' | 'language'> {
  /** Of the address, behind `basePath`. */
  path: string;
  /** Of the address, with its `?`, or empty. */
  search: string;
  /** Whether the window is taken to be wide enough for tables. */
  wide: boolean;
  /** Who sees it, without the token of what changes something; null: a guest. */
  session: Omit<Session, 'csrfToken'> | null;
  /** What the view can't be written without, ahead of what stands beside it. */
  answers: readonly FirstAnswer[];
}

export interface WrittenView {
  html: string;
  /** Links to what it needs at once, for the page's head. */
  preload: string;
}

/** Of lists that lie below the first sight of a part or an order, and may be long. */
const FIRST_OF_LIST = 24;

const routeTree = rootRoute.addChildren([
  createRoute({ getParentRoute: () => rootRoute, ...SEARCH_VIEW, component: ResultsPage }),
  createRoute({ getParentRoute: () => rootRoute, ...PART_VIEW, component: PartPage }),
  createRoute({ getParentRoute: () => rootRoute, ...ORDERS_VIEW, component: OrdersPage }),
  createRoute({ getParentRoute: () => rootRoute, ...ORDER_VIEW, component: OrderPage }),
]);

/**
 * A view of the application as HTML, as it is to stand before the application comes. Texts, links and what is known of the
 * platform are made anew for each page: nothing of one reaches another.
 * @returns undefined where the answer isn't what the view of this address asks for
 * @throws what a component throws
 */
export async function writeView(view: ViewToWrite): Promise<WrittenView | undefined> {
  const { storefront, basePath, language, path, wide, session } = view;
  const queryClient = new QueryClient({
    // For as long as this page is written: no timer holds it.
    defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY, staleTime: Number.POSITIVE_INFINITY } },
  });
  const router = createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    basepath: basePath === '' ? '/' : basePath,
    context: { queryClient },
    history: createMemoryHistory({ initialEntries: [basePath + path + soundSearch(path, view.search)] }),
  });
  await router.load();
  const [first, ...beside] = view.answers;
  const shown = router.state.matches.at(-1);
  if (first === undefined || !knowAnswer(queryClient, shown, { ...first, body: shortened(path, first.body) }))
    return undefined;
  for (const answer of beside) knowAnswer(queryClient, shown, answer);
  const seenBy: Session | null = session === null ? null : { ...session, csrfToken: '' };
  queryClient.setQueryData(sessionQuery.queryKey, seenBy);
  const i18n = i18next.createInstance();
  await i18n.init(textsOf(language, await storefrontTexts(language)));
  const written = withPageData(
    { storefront, basePath, language, wide, hasSession: session !== null, questions: [], sight: session },
    () =>
      renderToString(
        <I18nextProvider i18n={i18n}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </I18nextProvider>,
        // Ids of the application, which comes beside it, are others.
        { identifierPrefix: 'first-' },
      ),
  );
  // As React marks what it had to leave to the browser.
  if (written.includes('<!--$!-->')) throw new Error('a part of the view can not be written');
  const preload = /^(?:<link rel="preload"[^>]*>)+/.exec(written)?.[0] ?? '';
  return { html: written.slice(preload.length), preload };
}

/** As the application writes its links; of another one the router would lead on to that. */
function soundSearch(path: string, search: string): string {
  const { validateSearch } =
    [SEARCH_VIEW, ORDERS_VIEW].find((each) => each.path === path) ??
    (path.startsWith('/orders/') ? ORDER_VIEW : PART_VIEW);
  const given = parseSearch(search);
  return stringifySearch({ ...given, ...validateSearch(given) });
}

/** Without what nobody sees at first: the ends of a part's lists and of an order's lines. A list of orders tells how many those are. */
function shortened(path: string, body: unknown): unknown {
  const given = body as Partial<Answers['part'] & Answers['order']>;
  const isOrder = path.startsWith('/orders/');
  return {
    ...given,
    ...(given.numbers === undefined ? {} : { numbers: given.numbers.slice(0, FIRST_OF_LIST) }),
    ...(given.attributes === undefined ? {} : { attributes: given.attributes.slice(0, FIRST_OF_LIST) }),
    ...(given.media === undefined ? {} : { media: given.media.slice(0, FIRST_OF_LIST) }),
    ...(!isOrder || given.lines === undefined ? {} : { lines: given.lines.slice(0, FIRST_OF_LIST) }),
  };
}
