import { expect, it } from 'vitest';
import { isLostChunk, watchLostChunks } from './lost-chunks.ts';

it('knows the errors of parts that could not be loaded, and no others', () => {
  const page = new EventTarget();
  watchLostChunks(page as Window);
  const error = new TypeError('Failed to fetch dynamically imported module');
  page.dispatchEvent(Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: error }));
  expect(isLostChunk(error)).toBe(true);
  expect(isLostChunk(new TypeError(error.message))).toBe(false);
  expect(isLostChunk(undefined)).toBe(false);
});
