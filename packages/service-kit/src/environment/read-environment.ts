import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export class ConfigurationError extends Error {}

type Environment = Record<string, string | undefined>;

/**
 * Reads what a service needs from the environment. The value of any variable can stand in a file, as secrets do, that is
 * named by the variable with `_FILE` behind it. Every fault is named at once.
 * @throws ConfigurationError
 */
export function readEnvironment<S extends z.ZodObject>(schema: S, env: Environment): z.infer<S> {
  const faults: string[] = [];
  const given: Environment = {};
  for (const name of Object.keys(schema.shape)) {
    try {
      given[name] = variableValue(name, env);
    } catch (error) {
      faults.push(`  ${(error as Error).message}`);
    }
  }
  const result = schema.safeParse(given);
  for (const issue of result.error?.issues ?? []) faults.push(`  ${issue.path.join('.')}: ${issue.message}`);
  if (!result.success || faults.length > 0)
    throw new ConfigurationError(`The configuration can't be used:\n${faults.join('\n')}`);
  return result.data;
}

function variableValue(name: string, env: Environment): string | undefined {
  const value = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return value;
  if (value !== undefined) throw new Error(`${name}: is given itself and by ${name}_FILE`);
  try {
    // What writes a secret to a file often ends it with a line break.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    throw new Error(`${name}_FILE: can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
