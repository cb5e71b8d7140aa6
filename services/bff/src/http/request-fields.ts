import { z } from 'zod';

// What requests are made of. Every text is checked for what no store or index can hold.

/** Text of `min` (1) to `max` UTF-16 units without NUL and without half a surrogate pair. */
export function text(max: number, min = 1) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), {
      params: { code: 'text-invalid' },
      message: 'must not contain NUL or half a surrogate pair',
    });
}

/** An id in a path or a query. */
export function id(description: string) {
  return text(200).meta({ description });
}

/** A whole number in a query, as plain digits. */
export function wholeNumber(options: { min: number; max: number }) {
  const { min, max } = options;
  return z
    .string()
    .refine((value) => /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max, {
      params: { code: 'number-invalid' },
      message: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)
    .meta({ override: { type: 'integer', minimum: min, maximum: max } });
}

/** `true` or `false` in a query. */
export function flag(description: string) {
  return z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({
      description,
      override: ({ jsonSchema }) => {
        delete jsonSchema.enum;
        jsonSchema.type = 'boolean';
      },
    });
}

export const pageSize = wholeNumber({ min: 1, max: 200 })
  .optional()
  .meta({
    description: 'Entries a page, 50 unless given.',
    override: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  });
export const DEFAULT_PAGE_SIZE = 50;
export const pageToken = text(2_000).optional().meta({ description: '`nextPageToken` of the page before.' });
