export { openSqliteSearchEngine, type SqliteSearchEngineOptions } from './sqlite-search-engine.ts';
