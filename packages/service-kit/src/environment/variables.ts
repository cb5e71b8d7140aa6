import { z } from 'zod';
import { LOG_LEVELS } from '../logger.ts';

export const portVariable = z.coerce.number().int().min(0).max(65_535);
export const logLevelVariable = z.enum(LOG_LEVELS);
/** `host:port`. */
export const addressVariable = z
  .string()
  .regex(/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'must be host:port');
