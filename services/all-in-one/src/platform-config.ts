import type { LogLevel } from '@qipei/service-kit';
import { logLevelVariable, portVariable, readEnvironment } from '@qipei/service-kit/environment';
import { z } from 'zod';
import { type Engines, readEngines } from './engines.ts';

export interface PlatformConfig {
  engines: Engines;
  host: string;
  /** REST; 0 takes a free one. */
  port: number;
  logLevel: LogLevel;
  /** Load the demo catalogue into an empty data folder. */
  demo: boolean;
  /** Passed on to the services as it is. */
  env: Record<string, string | undefined>;
}

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable.default(8080),
  LOG_LEVEL: logLevelVariable.default('warn'),
  QIPEI_DEMO: z.enum(['on', 'off']).default('on'),
});

/** @throws ConfigurationError */
export function readPlatformConfig(env: Record<string, string | undefined>): PlatformConfig {
  const read = readEnvironment(variables, env);
  return {
    engines: readEngines(env),
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    demo: read.QIPEI_DEMO === 'on',
    env,
  };
}
