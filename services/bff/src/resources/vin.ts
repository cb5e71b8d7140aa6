import type { DecodeVinResponse, VinAttribute, VinNote } from '@qipei/contracts/fitment/v1/vin';
import { z } from 'zod';
import { textOrNull } from './unknown-values.ts';
import { VehicleJson, vehicleJson } from './vehicle.ts';

export const VinNoteJson = z.object({ code: z.string(), message: z.string() }).meta({ id: 'Note' });

export function vinNoteJson(note: VinNote): z.infer<typeof VinNoteJson> {
  return { code: note.code, message: note.message };
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
        vehicle: VehicleJson.nullable(),
      }),
    ),
    notes: z.array(VinNoteJson),
    suggestions: z.array(
      z.object({
        vin: z.string(),
        reason: z.string(),
        positions: z.array(z.int()).meta({ description: 'Positions changed, from 1.' }),
      }),
    ),
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
      vehicle: candidate.vehicle === undefined ? null : vehicleJson(candidate.vehicle),
    })),
    notes: decoded.notes.map(vinNoteJson),
    suggestions: decoded.suggestions.map(({ vin, reason, positions }) => ({ vin, reason, positions })),
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
