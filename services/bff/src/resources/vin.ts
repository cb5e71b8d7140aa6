import type {
  DecodeVinResponse,
  PartialVin,
  VinAttribute,
  VinNote,
  VinQuestion,
} from '@qipei/contracts/fitment/v1/vin';
import { z } from 'zod';
import { textOrNull } from './unknown-values.ts';
import { VehicleJson, vehicleJson } from './vehicle.ts';

export const VinNoteJson = z.object({ code: z.string(), message: z.string() }).meta({ id: 'Note' });

export function vinNoteJson(note: VinNote): z.infer<typeof VinNoteJson> {
  return { code: note.code, message: note.message };
}

export const VinQuestionJson = z
  .object({
    attribute: z.string().meta({
      description: 'Answered by calling again with `answer.<attribute>=<value>`.',
      example: 'displacementL',
    }),
    labelEn: z.string(),
    labelZh: z.string().meta({ example: '发动机排量' }),
    options: z.array(
      z.object({
        value: z.string(),
        labelEn: z.string(),
        labelZh: z.string(),
        count: z.int().meta({
          description:
            'Vehicles that remain with this answer; of a make its models, of a model whose year is open its model years.',
        }),
        vehicleIds: z
          .array(z.string())
          .meta({ description: 'At most 20; none where a make, model or year is asked for.' }),
        next: z.int().nullable().meta({
          description: 'Place in `questions`, from 0, of the question that then comes next.',
        }),
      }),
    ),
  })
  .meta({ id: 'VinQuestion', description: 'Each answer leaves fewer vehicles.' });

function vinQuestionJson(question: VinQuestion): z.infer<typeof VinQuestionJson> {
  return {
    attribute: question.attribute,
    labelEn: question.labelEn,
    labelZh: question.labelZh,
    options: question.options.map(({ value, labelEn, labelZh, count, vehicleIds, next }) => ({
      ...{ value, labelEn, labelZh, count, vehicleIds },
      next: next ?? null,
    })),
  };
}

export const PartialVinJson = z
  .object({
    unknown: z.array(z.int()).meta({ description: 'Positions that aren’t known, from 1.' }),
    region: z.string().nullable(),
    country: z.string().nullable(),
    makerCount: z
      .int()
      .meta({ description: 'How many WMIs begin a VIN like this; `makers` has the first 20.' }),
    makers: z.array(z.object({ wmi: z.string(), manufacturer: z.string() })),
    years: z.array(z.int()).meta({ description: 'None where the makers are too many to say.' }),
    modelCount: z.int().meta({ description: 'How many models remain; `models` has the first 50.' }),
    models: z.array(
      z.object({ modelId: z.string(), make: z.string(), model: z.string(), years: z.array(z.int()) }),
    ),
    tells: z.array(z.object({ position: z.int(), bits: z.number() })).meta({
      description: 'Unknown positions that would tell most; 1 bit leaves half of what is open.',
    }),
  })
  .meta({
    id: 'PartialVin',
    description: 'What remains open; the attributes hold for every completion that patterns allow.',
  });

function partialVinJson(partial: PartialVin): z.infer<typeof PartialVinJson> {
  const { unknown, region, country, makerCount, makers, years, modelCount, models, tells } = partial;
  return {
    ...{ unknown, makerCount, years, modelCount },
    region: textOrNull(region),
    country: textOrNull(country),
    makers: makers.map(({ wmi, manufacturer }) => ({ wmi, manufacturer })),
    models: models.map((model) => ({
      modelId: model.modelId,
      ...{ make: model.make, model: model.model, years: model.years },
    })),
    tells: tells.map(({ position, bits }) => ({ position, bits })),
  };
}

export const DecodedVinJson = z
  .object({
    vin: z.string().meta({ description: 'As it was cleaned.' }),
    checkDigit: z
      .object({
        given: z.string().nullable(),
        expected: z.string().nullable(),
        valid: z.boolean(),
      })
      .meta({ description: 'European makers fill position 9 as they like: a wrong one is a note there.' }),
    attributes: z
      .record(
        z.string(),
        z.object({
          value: z.string(),
          source: z.string().meta({ description: 'The pattern or rule that gave it.' }),
        }),
      )
      .meta({
        description:
          'By vPIC’s element name in camelCase: `make`, `model`, `modelYear`, … What isn’t known is absent.',
      }),
    candidates: z.array(
      z.object({
        vehicleId: z.string(),
        score: z.number().meta({ description: '0 to 1.' }),
        agrees: z.array(z.string()),
        contradicts: z.array(z.string()),
        unknown: z.array(z.string()).meta({
          description: 'Attributes of which the VIN, the vehicle or both say nothing.',
        }),
        vehicle: VehicleJson.nullable(),
      }),
    ),
    compared: z.int().meta({ description: 'How many vehicles were compared; `candidates` has 20 at most.' }),
    remaining: z.int().meta({
      description: 'How many of them it can be: those that the VIN and the answers contradict least.',
    }),
    questions: z.array(VinQuestionJson).meta({
      description:
        'The fewest questions that tell apart what remains: the first is the one to ask. Empty where no answer would.',
    }),
    notes: z.array(VinNoteJson),
    suggestions: z.array(
      z.object({
        vin: z.string(),
        reason: z.string(),
        positions: z.array(z.int()).meta({ description: 'Positions changed, from 1.' }),
        confidence: z.number().meta({ description: '0 to 1.' }),
      }),
    ),
    doubtful: z.array(z.int()).meta({ description: 'Positions in doubt, from 1.' }),
    errorCodes: z
      .array(
        z.object({
          code: z.int(),
          message: z.string(),
          positions: z.array(z.int()).meta({ description: 'That it concerns, from 1.' }),
        }),
      )
      .meta({ description: 'NHTSA’s error codes; only those that the data can support.' }),
    vinData: z.string().meta({ description: 'Release of the data that decoded it: see `/v1/vin-data`.' }),
    suggestedVin: z.string().nullable().meta({
      description: 'NHTSA’s correction, or the VIN with `!` at the positions at fault.',
    }),
    possibleValues: z
      .array(z.object({ position: z.int(), characters: z.string() }))
      .meta({ description: 'What could stand at the positions that the error codes are about.' }),
    partial: PartialVinJson.nullable().meta({
      description: 'Of a VIN with unknown characters (`*`, `?`, `_`, or missing at its end).',
    }),
    severalVins: z.array(z.string()).meta({
      description:
        'Where the text holds more than one VIN: all of them, at most 20; nothing is decoded then.',
    }),
  })
  .meta({ id: 'DecodedVin' });

export function decodedVinJson(decoded: DecodeVinResponse): z.infer<typeof DecodedVinJson> {
  return {
    vin: decoded.vin,
    checkDigit: {
      given: textOrNull(decoded.checkDigit?.given ?? ''),
      expected: textOrNull(decoded.checkDigit?.expected ?? ''),
      valid: decoded.checkDigit?.valid ?? false,
    },
    attributes: attributesJson(decoded.attributes),
    candidates: decoded.candidates.map((candidate) => ({
      vehicleId: candidate.vehicleId,
      score: candidate.score,
      agrees: candidate.agrees,
      contradicts: candidate.contradicts,
      unknown: candidate.unknown,
      vehicle: candidate.vehicle === undefined ? null : vehicleJson(candidate.vehicle),
    })),
    compared: decoded.compared,
    remaining: decoded.remaining,
    questions: decoded.questions.map(vinQuestionJson),
    notes: decoded.notes.map(vinNoteJson),
    suggestions: decoded.suggestions.map(({ vin, reason, positions, confidence }) => ({
      ...{ vin, reason, positions, confidence },
    })),
    doubtful: decoded.doubtful,
    errorCodes: decoded.errorCodes.map(({ code, message, positions }) => ({ code, message, positions })),
    suggestedVin: textOrNull(decoded.suggestedVin),
    vinData: decoded.vinData,
    possibleValues: decoded.possibleValues.map(({ position, characters }) => ({ position, characters })),
    partial: decoded.partial === undefined ? null : partialVinJson(decoded.partial),
    severalVins: decoded.severalVins,
  };
}

/** vPIC's note elements may have several values: they are joined as vPIC writes them. */
function attributesJson(
  attributes: readonly VinAttribute[],
): Record<string, { value: string; source: string }> {
  const byName = new Map<string, { value: string; source: string }>();
  for (const { name, value, source } of attributes) {
    const earlier = byName.get(name);
    byName.set(
      name,
      earlier === undefined
        ? { value, source }
        : { value: `${earlier.value}; ${value}`, source: `${earlier.source}; ${source}` },
    );
  }
  return Object.fromEntries(byName);
}
