const lost = new WeakSet<object>();

/** To be called once, ahead of what loads parts of the page: https://vite.dev/guide/build#load-error-handling */
export function watchLostChunks(target: Pick<Window, 'addEventListener'> = window): void {
  target.addEventListener('vite:preloadError', (event) => {
    const { payload } = event as Event & { payload?: unknown };
    if (typeof payload === 'object' && payload !== null) lost.add(payload);
  });
}

/** Whether a part of the page's code could not be had: after a deployment, or without a network. */
export function isLostChunk(error: unknown): boolean {
  return typeof error === 'object' && error !== null && lost.has(error);
}
