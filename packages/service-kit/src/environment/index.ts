export {
  type EventLogConfig,
  embeddedEngines,
  eventLogOf,
  eventLogVariables,
  type SearchIndexConfig,
  type StorageConfig,
  searchIndexOf,
  searchIndexVariables,
  storageOf,
  storageVariables,
} from './engines.ts';
export { ConfigurationError, readEnvironment } from './read-environment.ts';
export { addressVariable, logLevelVariable, peerTokenVariable, portVariable } from './variables.ts';
