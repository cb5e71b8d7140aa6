import { z } from 'zod';
import { LOG_LEVELS } from './logger.ts';

export class ConfigurationError extends Error {}

/** Reads what a service needs from the environment; every fault is named at once. @throws ConfigurationError */
export function readEnvironment<S extends z.ZodObject>(
  schema: S,
  env: Record<string, string | undefined>,
): z.infer<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`The configuration can't be used:\n${faults.join('\n')}`);
}

export const portVariable = z.coerce.number().int().min(0).max(65_535);
export const logLevelVariable = z.enum(LOG_LEVELS);
/** `host:port`. */
export const addressVariable = z
  .string()
  .regex(/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'must be host:port');
