import type { RulePack } from '@qipei/contracts/fitment/v1/rule_pack';
import { z } from 'zod';
import { textOrNull } from './unknown-values.ts';

const PACK_ID = '^[a-z0-9][a-z0-9._-]{0,63}$';
const wmi = { type: 'string', minLength: 3, maxLength: 6 } as const;
const shared = {
  priority: { type: 'integer', minimum: -1000, maximum: 1000 },
  source: { type: 'string', description: 'Where the rules are from; a rule may say it itself.' },
  confidence: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
} as const;

/** Passed on as it came: the one who decodes by it reads it, and names every fault. */
export const RulePackFileJson = z.unknown().meta({
  id: 'RulePackFile',
  description: 'Rules that add to what a VIN tells; docs/rule-packs.md tells the format whole.',
  override: {
    type: 'object',
    required: ['format', 'id', 'rules'],
    properties: {
      format: { const: 'qipei-rule-pack/1' },
      id: { type: 'string', pattern: PACK_ID, description: 'The name in the path.' },
      title: { type: 'string' },
      ...shared,
      rules: {
        type: 'array',
        minItems: 1,
        maxItems: 20_000,
        items: {
          type: 'object',
          required: ['wmi', 'key', 'values'],
          properties: {
            wmi: { oneOf: [wmi, { type: 'array', items: wmi, minItems: 1 }] },
            years: {
              type: 'object',
              properties: { from: { type: 'integer' }, to: { type: 'integer' } },
            },
            key: {
              type: 'string',
              description: 'Positions 4 to 8, and after a bar 10 to 17, as vPIC writes them.',
              examples: ['EF*[AB]*|*H'],
            },
            values: {
              type: 'object',
              additionalProperties: { type: ['string', 'number'] },
              description: 'By vPIC’s element name in camelCase.',
            },
            ...shared,
          },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
});

export const RulePackJson = z
  .object({
    name: z.string(),
    title: z.string().nullable(),
    priority: z.int().meta({ description: 'The pack with the higher one is asked first.' }),
    ruleCount: z.int(),
    digest: z.string().meta({ description: 'SHA-256 of its JSON, changed by every change of the pack.' }),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RulePack' });

export function rulePackJson(pack: RulePack): z.infer<typeof RulePackJson> {
  const { name, title, priority, ruleCount, digest, updatedAt } = pack;
  return { name, title: textOrNull(title), priority, ruleCount, digest, updatedAt };
}
