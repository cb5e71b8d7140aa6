import { z } from 'zod';
import { textOrNull } from './unknown-values.ts';

export const NamesJson = z
  .object({ zh: z.string().nullable(), en: z.string().nullable() })
  .meta({ id: 'Names' });

export function namesJson(zh: string, en: string): z.infer<typeof NamesJson> {
  return { zh: textOrNull(zh), en: textOrNull(en) };
}
