export {
  SearchIndexMissing,
  SearchPayloadTooLarge,
  SearchServerUnavailable,
  SearchTaskFailed,
  SearchTaskUnfinished,
} from './errors.ts';
export { type MeilisearchSearchEngineOptions, openMeilisearchEngine } from './meilisearch-search-engine.ts';
export { rebuildMeilisearchIndex, removeMeilisearchIndex } from './rebuild.ts';
export { processWriterLock, type WriterLock } from './writer-lock.ts';
