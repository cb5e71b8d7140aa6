import {
  type EventLogConfig,
  eventLogOf,
  eventLogVariables,
  readEnvironment,
  type SearchIndexConfig,
  type StorageConfig,
  searchIndexOf,
  searchIndexVariables,
  storageOf,
  storageVariables,
} from '@qipei/service-kit/environment';
import { z } from 'zod';

/** Where the platform keeps its data, each part by an engine of its own choice. */
export interface Engines {
  /** What engines on this machine keep there. */
  dataDir: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  index: SearchIndexConfig;
}

const variables = z.object({ ...storageVariables, ...eventLogVariables, ...searchIndexVariables });

/** @throws ConfigurationError */
export function readEngines(env: Record<string, string | undefined>): Engines {
  const read = readEnvironment(variables, env);
  return {
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    index: searchIndexOf(read),
  };
}
