import {
  type DecidingQuestion,
  type Fitment,
  type FitmentExtras,
  type PartVerdict,
  Verdict,
  type WhyNot,
} from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { countOrNull, enumName, enumNames, textOrNull } from './unknown-values.ts';
import {
  FitmentLabelsJson,
  makeZhJson,
  placeLabelJson,
  valueLabelJson,
  vehicleLabelsJson,
} from './vehicle-labels.ts';

const DATE = '`YYYY-MM` or `YYYY-MM-DD`.';

export const FitmentJson = z
  .object({
    fitmentId: z.string(),
    partId: z.string(),
    makeId: z.string().nullable(),
    make: z.string().nullable(),
    makeZh: z.string().nullable(),
    modelId: z.string().nullable(),
    model: z.string().nullable(),
    yearFrom: z.int().nullable(),
    yearTo: z.int().nullable(),
    displacementL: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    cylinders: z.int().nullable().meta({ description: 'A condition; null means any.' }),
    fuel: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    body: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    engineModel: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    drive: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    transmission: z.string().nullable().meta({ description: 'A condition; null means any.' }),
    labels: FitmentLabelsJson,
    producedFrom: z
      .string()
      .nullable()
      .meta({ description: `Built from then on. ${DATE}` }),
    producedTo: z
      .string()
      .nullable()
      .meta({ description: `Built until then, itself included. ${DATE}` }),
    position: z.string().nullable(),
    quantity: z.int().nullable().meta({ description: 'Pieces a vehicle.' }),
    qualifiers: z.array(z.string()),
    note: z.string().nullable(),
    source: z.string().nullable().meta({ description: 'Import job and row.' }),
    feed: z.string().nullable().meta({ description: 'What the publisher calls the data it comes from.' }),
    release: z.string().nullable().meta({ description: 'The feed’s release.' }),
    record: z.string().nullable().meta({ description: 'The feed’s own id of the row, else the row.' }),
    confidence: z.number(),
    extras: z
      .object({
        labels: z.array(z.string()).meta({ description: 'What the maker calls the part on these vehicles.' }),
        subBrand: z.string().nullable(),
        assets: z.array(
          z.object({
            kind: z.enum(['diagram', 'asset']),
            name: z.string().nullable(),
            order: z.string().nullable(),
            ref: z.string().nullable().meta({ description: 'What marks the part in the diagram.' }),
            text: z.string().nullable(),
          }),
        ),
        displayOrder: z.string().nullable(),
        unchecked: z.boolean().meta({
          description:
            'The publisher wants the vehicle not to be checked against the table that its ids are of.',
        }),
        reference: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'What the feed says beside where the part fits.' }),
    unresolved: z.boolean().meta({
      description: 'Today’s vehicle table doesn’t have the model (any more): its names are null.',
    }),
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
    makeZh: makeZhJson(fitment.make),
    modelId: textOrNull(fitment.modelId),
    model: textOrNull(fitment.model),
    yearFrom: countOrNull(fitment.yearFrom),
    yearTo: countOrNull(fitment.yearTo),
    displacementL: textOrNull(fitment.displacementL),
    cylinders: countOrNull(fitment.cylinders),
    fuel: textOrNull(fitment.fuel),
    body: textOrNull(fitment.body),
    engineModel: textOrNull(fitment.engineModel),
    drive: textOrNull(fitment.drive),
    transmission: textOrNull(fitment.transmission),
    labels: { ...vehicleLabelsJson(fitment), position: placeLabelJson(fitment.position) },
    producedFrom: textOrNull(fitment.producedFrom),
    producedTo: textOrNull(fitment.producedTo),
    position: textOrNull(fitment.position),
    quantity: countOrNull(fitment.quantity),
    qualifiers: fitment.qualifiers,
    note: textOrNull(fitment.note),
    source: textOrNull(fitment.source),
    feed: textOrNull(fitment.feed),
    release: textOrNull(fitment.release),
    record: textOrNull(fitment.record === '' ? fitment.source.replace(/^.*#/, '') : fitment.record),
    confidence: fitment.confidence,
    extras: extrasJson(fitment.extras),
    unresolved: fitment.modelId !== '' && fitment.model === '',
  };
}

function extrasJson(extras: FitmentExtras | undefined): z.infer<typeof FitmentJson>['extras'] {
  if (extras === undefined) return null;
  return {
    labels: extras.labels,
    subBrand: textOrNull(extras.subBrand),
    assets: extras.assets.map(({ kind, name, order, ref, text }) => ({
      kind: kind === 'diagram' ? 'diagram' : 'asset',
      ...{ name: textOrNull(name), order: textOrNull(order), ref: textOrNull(ref), text: textOrNull(text) },
    })),
    displayOrder: textOrNull(extras.displayOrder),
    unchecked: extras.unchecked,
    reference: textOrNull(extras.reference),
  };
}

export const VERDICTS = ['fits', 'does-not-fit', 'cannot-tell'] as const;
export const verdictNames = enumNames(Verdict, VERDICTS);

export const DecidingJson = z
  .object({
    attribute: z.string().meta({
      description: 'Of the vehicle: `displacementL`, `engineModel`, `productionDate`, …; or `qualifier`.',
    }),
    qualifier: z.string().nullable().meta({ description: 'Of `qualifier`: which.' }),
    options: z.array(z.string()).meta({
      description: '`other` stands for all that no fitment asks for. A range of dates is `from..to`.',
    }),
    labels: z.array(NamesJson).meta({ description: 'What people call the options, in their order.' }),
  })
  .meta({ id: 'Deciding', description: 'What one would have to know of the vehicle to tell.' });

export const WhyNotJson = z
  .object({
    code: z.string().meta({
      description: '`other-model`, `other-years`, `other-conditions`; `no-applications`: nothing is known.',
    }),
    message: z.string().meta({ description: 'What the nearest fitment asks for.', example: '2.4 only' }),
    fitmentId: z.string().nullable().meta({ description: 'The nearest fitment, if one is of the model.' }),
    mismatches: z.array(
      z.object({
        attribute: z.string(),
        wanted: z.string(),
        given: z.string().nullable(),
        wantedLabel: NamesJson.nullable().meta({ description: 'What people call it.' }),
        givenLabel: NamesJson.nullable(),
      }),
    ),
  })
  .meta({ id: 'WhyNot' });

export function decidingJson(question: DecidingQuestion): z.infer<typeof DecidingJson> {
  const { attribute, qualifier, options } = question;
  const labels = options.map((option) =>
    option === 'other'
      ? namesJson('其他', 'other')
      : (valueLabelJson(attribute, option) ?? namesJson('', '')),
  );
  return { attribute, qualifier: textOrNull(qualifier), options, labels };
}

export function whyNotJson(whyNot: WhyNot | undefined): z.infer<typeof WhyNotJson> | null {
  if (whyNot === undefined) return null;
  return {
    code: whyNot.code,
    message: whyNot.message,
    fitmentId: textOrNull(whyNot.fitmentId),
    mismatches: whyNot.mismatches.map(({ attribute, wanted, given }) => ({
      ...{ attribute, wanted, given: textOrNull(given) },
      wantedLabel: valueLabelJson(attribute, wanted),
      givenLabel:
        attribute === 'qualifier' && given === 'no'
          ? namesJson('不符合', 'no')
          : valueLabelJson(attribute, given),
    })),
  };
}

export const FitJson = z
  .object({
    verdict: z.enum(VERDICTS),
    proof: z.array(FitmentJson),
    undecided: z.array(z.string()).meta({ description: 'What would have to be known to tell.' }),
    deciding: z.array(DecidingJson).meta({ description: 'The same as questions.' }),
    whyNot: WhyNotJson.nullable(),
  })
  .meta({ id: 'Fit' });

export function fitJson(verdict: PartVerdict): z.infer<typeof FitJson> {
  return {
    verdict: enumName(verdictNames, verdict.verdict),
    proof: verdict.proof.map(fitmentJson),
    undecided: verdict.undecided,
    deciding: verdict.deciding.map(decidingJson),
    whyNot: whyNotJson(verdict.whyNot),
  };
}
