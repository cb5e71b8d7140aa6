import type { MappingProfile } from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { IMPORT_KINDS } from './import-job.ts';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

const means = {
  oneOf: [
    { type: 'string' as const, description: 'The field.' },
    {
      type: 'object' as const,
      required: ['field'],
      properties: {
        field: { type: 'string' as const },
        unit: { type: 'string' as const },
        prefix: { type: 'string' as const },
      },
      additionalProperties: false,
    },
    { type: 'null' as const, description: 'The column isn’t taken.' },
  ],
};

/** Passed on as it came: a heading may be called anything, `__proto__` too. The service that reads it names what is wrong. */
export const MappingJson = z
  .unknown()
  .refine((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    params: { code: 'type-invalid' },
    message: 'must be an object',
  })
  .meta({
    id: 'Mapping',
    description: 'What the headings of a file mean, and how it is written. Every member may be left out.',
    override: {
      type: 'object',
      properties: {
        columns: { type: 'object', additionalProperties: means, description: 'By heading.' },
        constants: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'By field: what it is where a row doesn’t say.',
        },
        sheet: { type: 'string' },
        headerRow: { type: 'integer', minimum: 0, description: 'Line of the headings, from 1.' },
        delimiter: { enum: [',', ';', '\t', '|'] },
        encoding: { enum: ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252', 'windows-1251'] },
        decimal: { enum: [',', '.'], description: 'What stands before the fraction of a number.' },
      },
      additionalProperties: false,
    },
  });

export const MappingProfileJson = z
  .object({
    kind: z.enum(IMPORT_KINDS),
    name: z.string(),
    mapping: MappingJson,
    fingerprint: z
      .string()
      .nullable()
      .meta({ description: 'Of the headings that it was saved for; previews of such files propose it.' }),
    version: z.int(),
    createdAt: instant.nullable(),
    updatedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'MappingProfile' });

export function mappingProfileJson(profile: MappingProfile | undefined): z.infer<typeof MappingProfileJson> {
  if (profile === undefined) throw new Error('a peer answered without the profile');
  const kind = IMPORT_KINDS.find((known) => known === profile.kind);
  if (kind === undefined)
    throw new Error(`a peer answered with a profile of the unknown kind ${profile.kind}`);
  return {
    kind,
    name: profile.name,
    mapping: JSON.parse(profile.mapping) as unknown,
    fingerprint: textOrNull(profile.fingerprint),
    version: profile.version,
    createdAt: instantOrNull(profile.createdAt),
    updatedAt: instantOrNull(profile.updatedAt),
    lastUsedAt: instantOrNull(profile.lastUsedAt),
  };
}
