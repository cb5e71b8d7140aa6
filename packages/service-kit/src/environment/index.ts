export { readTelemetryConfig } from '../telemetry/telemetry-config.ts';
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
export { type ImportLimits, importLimitsOf, importVariables, releaseVariables } from './imports.ts';
export { type PeerCertificates, type PeerSecurity, peerSecurityOf, peerVariables } from './peers.ts';
export { ConfigurationError, readEnvironment } from './read-environment.ts';
export { addressVariable, logLevelVariable, portVariable } from './variables.ts';
