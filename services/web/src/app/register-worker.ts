import { pageData } from '../page-data.ts';

/** After the first page has been shown: what the worker fetches ahead must not compete with it. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register('/service-worker.js').catch(() => {
      // Without it everything works that has a network.
    });
    // The first page came without it: it is told which one to keep.
    void navigator.serviceWorker.ready.then(({ active }) =>
      active?.postMessage({ keepPage: `${pageData.basePath}/` }),
    );
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
