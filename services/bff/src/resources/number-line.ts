import type { ReadNumber, ReadNumbersResponse_Line } from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { BuyOptionJson, buyOptionJson } from './interchange.ts';
import { NamesJson, namesJson } from './names.ts';
import { PartNumberJson, partNumberJson } from './part.ts';
import { textOrNull } from './unknown-values.ts';

const ReadNumberJson = z
  .object({
    text: z.string().meta({ description: 'As it stands in the field, or completed by what it shares.' }),
    display: z.string().meta({ description: 'As its maker groups it.' }),
    note: z.string().nullable().meta({ description: 'Words that stood beside the number.' }),
    from: z.string().meta({
      description:
        'How the text came to be a number of its own: `field`, `separator`, `shared-prefix`, `range-end` or `brackets`.',
    }),
    reason: z.string(),
    confidence: z.number(),
    keys: z.array(
      z.object({
        key: z.string(),
        stored: z.boolean().meta({ description: 'The make’s numbers are kept under it.' }),
        rule: z.string(),
        reason: z.string(),
        source: z.string().nullable().meta({ description: 'Public document for the rule.' }),
        confidence: z.number(),
      }),
    ),
    proposals: z
      .array(
        z.object({
          display: z.string(),
          key: z.string(),
          rule: z.string(),
          reason: z.string(),
          confidence: z.number(),
        }),
      )
      .meta({
        description: 'What may have been meant where the make’s numbers allow no such letter: to be shown.',
      }),
    parts: z.array(
      z.object({
        partId: z.string(),
        publisher: z.string(),
        brand: z.string(),
        partNumber: z.string(),
        partTypeId: z.string().nullable(),
        name: NamesJson,
        via: PartNumberJson.nullable().meta({ description: 'The number of the part that was met.' }),
        key: z.string().meta({ description: 'Which of `keys` met it.' }),
        replacedBy: z
          .array(BuyOptionJson)
          .meta({ description: 'What to buy today, any one option, where the part has been replaced.' }),
      }),
    ),
    truncated: z.boolean().meta({ description: 'More parts have the number.' }),
    replacedBy: z
      .array(BuyOptionJson)
      .meta({ description: 'Of a number that no part has: what says to replace it.' }),
  })
  .meta({ id: 'ReadNumber' });

export const NumberLineJson = z.object({
  numbers: z.array(ReadNumberJson),
  error: z
    .object({
      code: z.string().meta({
        description: '`required`, `too-long`, `not-a-number` or `too-many-numbers`.',
      }),
      message: z.string(),
    })
    .nullable(),
});

export type NumberLine = z.infer<typeof NumberLineJson>;

export function numberLineJson({ numbers, error }: ReadNumbersResponse_Line): NumberLine {
  return { numbers: numbers.map(readNumberJson), error: error ?? null };
}

function readNumberJson(number: ReadNumber): z.infer<typeof ReadNumberJson> {
  return {
    text: number.text,
    display: number.display,
    note: textOrNull(number.note),
    from: number.from,
    reason: number.reason,
    confidence: number.confidence,
    keys: number.keys.map((key) => ({ ...key, source: textOrNull(key.source) })),
    proposals: number.proposals,
    parts: number.parts.map((part) => ({
      partId: part.partId,
      publisher: part.publisher,
      brand: part.brand,
      partNumber: part.partNumber,
      partTypeId: textOrNull(part.partTypeId),
      name: namesJson(part.nameZh, part.nameEn),
      via: part.via === undefined ? null : partNumberJson(part.via),
      key: part.key,
      replacedBy: part.replacedBy.map(buyOptionJson),
    })),
    truncated: number.truncated,
    replacedBy: number.replacedBy.map(buyOptionJson),
  };
}
