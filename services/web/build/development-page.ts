import type { Plugin } from 'vite';

/** What bff puts into the page by request, for Vite's own server. */
export function developmentPage(): Plugin {
  const data = {
    ...{ storefront: null, basePath: '', hasSession: true, language: 'zh-CN', questions: [], sight: null },
  };
  const values: Record<string, string> = {
    __LANG__: 'zh-CN',
    __TITLE__: 'Qipei',
    __NONCE__: '',
    __PAGE_DATA__: JSON.stringify(data),
  };
  return {
    name: 'development-page',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html.replaceAll(/__(?:LANG|TITLE|NONCE|PAGE_DATA)__/g, (marker) => values[marker] ?? ''),
  };
}
