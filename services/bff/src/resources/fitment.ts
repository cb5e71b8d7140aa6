import { type Fitment, type PartVerdict, Verdict } from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { countOrNull, enumName, enumNames, textOrNull } from './unknown-values.ts';

export const FitmentJson = z
  .object({
    fitmentId: z.string(),
    partId: z.string(),
    makeId: z.string().nullable(),
    make: z.string().nullable(),
    modelId: z.string().nullable(),
    model: z.string().nullable(),
    yearFrom: z.int().nullable(),
    yearTo: z.int().nullable(),
    displacementL: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    cylinders: z.int().nullable().meta({ description: 'A condition; null means any.' }),
    fuel: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    body: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    position: z.string().nullable(),
    quantity: z.int().nullable().meta({ description: 'Pieces a vehicle.' }),
    qualifiers: z.array(z.string()),
    note: z.string().nullable(),
    source: z.string().nullable().meta({ description: 'Import job and row.' }),
    confidence: z.number(),
  })
  .meta({
    id: 'Fitment',
    description: 'This part goes on these vehicles, there, so many times, on those conditions.',
  });

export function fitmentJson(fitment: Fitment): z.infer<typeof FitmentJson> {
  return {
    fitmentId: fitment.fitmentId,
    partId: fitment.partId,
    makeId: textOrNull(fitment.makeId),
    make: textOrNull(fitment.make),
    modelId: textOrNull(fitment.modelId),
    model: textOrNull(fitment.model),
    yearFrom: countOrNull(fitment.yearFrom),
    yearTo: countOrNull(fitment.yearTo),
    displacementL: textOrNull(fitment.displacementL),
    cylinders: countOrNull(fitment.cylinders),
    fuel: textOrNull(fitment.fuel),
    body: textOrNull(fitment.body),
    position: textOrNull(fitment.position),
    quantity: countOrNull(fitment.quantity),
    qualifiers: fitment.qualifiers,
    note: textOrNull(fitment.note),
    source: textOrNull(fitment.source),
    confidence: fitment.confidence,
  };
}

const VERDICTS = ['fits', 'does-not-fit', 'cannot-tell'] as const;
const verdictNames = enumNames(Verdict, VERDICTS);

export const FitJson = z
  .object({
    verdict: z.enum(VERDICTS),
    proof: z.array(FitmentJson),
    undecided: z.array(z.string()).meta({ description: 'What would have to be known to tell.' }),
  })
  .meta({ id: 'Fit' });

export function fitJson(verdict: PartVerdict): z.infer<typeof FitJson> {
  return {
    verdict: enumName(verdictNames, verdict.verdict),
    proof: verdict.proof.map(fitmentJson),
    undecided: verdict.undecided,
  };
}
