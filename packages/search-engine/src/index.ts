export { checkPatches, checkQuery, checkSchema } from './checks.ts';
export { IndexSchemaChanged, SearchEngineClosed } from './errors.ts';
export type {
  DocumentPatch,
  DocumentVersions,
  FacetCount,
  GroupVersion,
  IndexSchema,
  SearchEngine,
  SearchHit,
  SearchQuery,
  SearchResult,
  SearchSort,
  SharedFields,
  TenantFields,
  WholeCodes,
} from './search-engine.ts';
