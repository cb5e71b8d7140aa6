import {
  type CheckPairsResponse,
  type Fitment,
  type PairAnswer,
  Verdict,
} from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { DECIDING_TEXTS } from './deciding-texts.ts';
import {
  DecidingJson,
  decidingJson,
  FitmentJson,
  fitmentJson,
  VERDICTS,
  verdictNames,
  WhyNotJson,
  whyNotJson,
} from './fitment.ts';
import { NamesJson } from './names.ts';
import { countOrNull, enumName, textOrNull } from './unknown-values.ts';
import { placeLabelJson } from './vehicle-labels.ts';

const PairAnswerJson = z
  .object({
    verdict: z.enum(VERDICTS).nullable().meta({ description: 'Null where there is an error.' }),
    partIds: z.array(z.string()).meta({ description: 'Several where the number means several parts.' }),
    vehicleIds: z.array(z.string()).meta({ description: 'Several where a VIN leaves them open.' }),
    proof: z.array(z.string()).meta({ description: 'Ids of `fitments`, at most 20.' }),
    proofTotal: z.int(),
    places: z
      .array(
        z.object({
          position: z.string().nullable(),
          quantity: z.int().nullable(),
          label: NamesJson.nullable().meta({ description: 'What people call the position.' }),
        }),
      )
      .meta({ description: 'Where it goes and how many, as the proof says.' }),
    undecided: z.array(z.string()),
    deciding: z.array(DecidingJson),
    whyNot: WhyNotJson.nullable(),
    notes: z.array(z.string()).meta({ description: 'Codes of what the VIN’s decode has to say.' }),
    error: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'What is wrong with this pair alone.' }),
  })
  .meta({ id: 'PairAnswer' });

export const FitmentCheckJson = z
  .object({
    answers: z.array(PairAnswerJson).meta({ description: 'In the order of the pairs.' }),
    fitments: z
      .record(z.string(), FitmentJson)
      .meta({ description: 'By id; each once, however many answers it proves or explains.' }),
    questions: z
      .record(z.string(), z.object({ en: z.string(), zh: z.string() }))
      .meta({ description: 'How to ask for what `deciding` names, by attribute.' }),
    counts: z.object({ fits: z.int(), doesNotFit: z.int(), cannotTell: z.int(), errors: z.int() }),
  })
  .meta({ id: 'FitmentCheck' });

type PairAnswerJson = z.infer<typeof PairAnswerJson>;

export function pairErrorJson(partIds: string[], code: string, message: string): PairAnswerJson {
  return {
    ...{ verdict: null, partIds, vehicleIds: [], proof: [], proofTotal: 0, places: [] },
    ...{ undecided: [], deciding: [], whyNot: null, notes: [], error: { code, message } },
  };
}

function pairAnswerJson(
  answer: PairAnswer,
  partIds: string[],
  table: CheckPairsResponse['fitments'],
): PairAnswerJson {
  if (answer.verdict === Verdict.UNSPECIFIED)
    return pairErrorJson(partIds, answer.errorCode, answer.errorMessage);
  return {
    verdict: enumName(verdictNames, answer.verdict),
    partIds,
    vehicleIds: answer.vehicleIds,
    proof: answer.proof.map((place) => table[place]?.fitmentId ?? ''),
    proofTotal: answer.proofTotal,
    places: answer.places.map(({ position, quantity }) => ({
      position: textOrNull(position),
      quantity: countOrNull(quantity),
      label: placeLabelJson(position),
    })),
    undecided: answer.undecided,
    deciding: answer.deciding.map(decidingJson),
    whyNot: whyNotJson(answer.whyNot),
    notes: answer.notes,
    error: null,
  };
}

/** Puts the answers of several calls together. */
export function fitmentCheckAnswer(pairs: number) {
  const answers: PairAnswerJson[] = Array.from({ length: pairs });
  const known = new Map<string, Fitment>();
  return {
    refuse(place: number, partIds: string[], code: string, message: string): void {
      answers[place] = pairErrorJson(partIds, code, message);
    },
    /** `asked[i]` is the place and the parts of the answer `checked.answers[i]`. */
    take(checked: CheckPairsResponse, asked: readonly { place: number; partIds: string[] }[]): void {
      for (const fitment of checked.fitments) known.set(fitment.fitmentId, fitment);
      checked.answers.forEach((answer, at) => {
        const pair = asked[at];
        if (pair === undefined) throw new Error('fitment answered more pairs than were asked');
        answers[pair.place] ??= pairAnswerJson(answer, pair.partIds, checked.fitments);
      });
    },
    body(): z.infer<typeof FitmentCheckJson> {
      const counts = { fits: 0, doesNotFit: 0, cannotTell: 0, errors: 0 };
      const attributes = new Set<string>();
      const fitments: z.infer<typeof FitmentCheckJson>['fitments'] = {};
      // Only what an answer names: of a part that turned out not to be the caller's to see nothing is told.
      const tell = (id: string) => {
        const fitment = known.get(id);
        if (fitment !== undefined) fitments[id] ??= fitmentJson(fitment);
      };
      for (const { verdict, deciding, proof, whyNot } of answers) {
        proof.forEach(tell);
        if (whyNot?.fitmentId) tell(whyNot.fitmentId);
        if (verdict === null) counts.errors += 1;
        else if (verdict === 'fits') counts.fits += 1;
        else if (verdict === 'does-not-fit') counts.doesNotFit += 1;
        else counts.cannotTell += 1;
        for (const { attribute } of deciding) attributes.add(attribute);
      }
      const questions = Object.fromEntries(
        Object.entries(DECIDING_TEXTS).filter(([attribute]) => attributes.has(attribute)),
      );
      return { answers, fitments, questions, counts };
    },
  };
}
