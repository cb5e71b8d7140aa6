import {
  type CheckFitmentsRequest,
  CheckFitmentsResponse,
  type CheckPair,
  CheckPairsResponse,
  type FitmentServiceService,
  type PairAnswer as PairAnswerMessage,
  Verdict as VerdictMessage,
} from '@qipei/contracts/fitment/v1/fitment';
import { InvalidInput, NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { askedVehicle, MAX_VIN } from '../../application/asked-vehicle.ts';
import { type CheckedPairs, checkPairs, type PairAnswer } from '../../application/check-pairs.ts';
import { judgeNamed } from '../../application/judge-named.ts';
import { type Fitment, fitmentId } from '../../domain/fitment.ts';
import type { PartFitmentsReader } from '../../domain/part-fitments-repository.ts';
import type { VehicleCatalogue } from '../../domain/vehicle-catalogue.ts';
import { NOTHING_KNOWN } from '../../domain/vehicle-match.ts';
import type { VehicleSource } from '../../domain/vehicle-source.ts';
import { judge, type Verdict } from '../../domain/verdict.ts';
import {
  fromKnownMessage,
  modelIdsOf,
  type NamesOfModels,
  toDecidingMessage,
  toFitmentMessage,
  toWhyNotMessage,
  VERDICT,
} from './fitment-messages.ts';

const MAX_PARTS = 500;
const MAX_VEHICLES = 100;
const MAX_MODELS = 1_000;

export function checkHandlers({
  fitments,
  vehicles,
  models,
  catalogue,
}: {
  fitments: PartFitmentsReader;
  vehicles: VehicleSource;
  models: NamesOfModels;
  catalogue: Pick<VehicleCatalogue, 'view'>;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'checkFitments' | 'checkPairs'> {
  /** Answers for the applications of each part. @throws InvalidInput, NotFound */
  async function judgeOf(
    { vehicleIds, vin, productionDate, known, named }: CheckFitmentsRequest,
    tenant: string,
  ): Promise<(fitments: readonly Fitment[]) => Verdict> {
    if (named !== undefined && named.modelIds.length > 0) {
      if (vehicleIds.length > 0)
        throw new InvalidInput('named', 'vehicle-twice', 'Give vehicles or names, not both.');
      if (named.modelIds.length > MAX_MODELS)
        throw new InvalidInput('named', 'too-many', `At most ${MAX_MODELS} models at once.`);
      const view = await catalogue.view(tenant, { modelIds: named.modelIds });
      return judgeNamed(named, view, { ...NOTHING_KNOWN, ...fromKnownMessage(known) });
    }
    if (vehicleIds.length === 0 || vehicleIds.length > MAX_VEHICLES)
      throw new InvalidInput('vehicleIds', 'out-of-range', `Name 1 to ${MAX_VEHICLES} vehicles.`);
    const byId = await vehicles.vehicles(tenant, vehicleIds);
    const candidates = vehicleIds.flatMap((id) => {
      const rows = byId.get(id);
      if (rows === undefined) throw new NotFound('vehicle', id);
      return rows;
    });
    const ofVin = vin.trim() === '' ? undefined : (await vehicles.decoder(tenant))(vin.slice(0, MAX_VIN));
    const asked = askedVehicle(candidates, ofVin, { productionDate, known: fromKnownMessage(known) });
    if ('error' in asked) throw new InvalidInput('productionDate', asked.error.code, asked.error.message);
    return (of) => judge(of, asked.candidates, asked.known);
  }

  return {
    async checkFitments(request, { tenant }) {
      const { partIds } = request;
      if (partIds.length > MAX_PARTS)
        throw new InvalidInput('partIds', 'too-many', `At most ${MAX_PARTS} parts at once.`);
      const judgePart = await judgeOf(request, tenant);
      const found = await fitments.find(tenant, partIds);
      const judged = partIds.map((partId) => ({
        partId,
        verdict: judgePart(found.get(partId)?.fitments ?? []),
      }));
      const names = await models(tenant, modelIdsOf(judged.map(({ verdict }) => verdict.proof)));
      const verdicts = judged.map(({ partId, verdict }) => {
        const nearest = verdict.whyNot?.nearest;
        return {
          partId,
          verdict: VERDICT[verdict.kind],
          proof: verdict.proof.map((fitment) => toFitmentMessage(partId, fitment, names)),
          undecided: verdict.undecided,
          deciding: verdict.deciding.map(toDecidingMessage),
          whyNot: toWhyNotMessage(verdict, nearest === undefined ? '' : fitmentId(partId, nearest)),
        };
      });
      return CheckFitmentsResponse.create({ verdicts });
    },
    async checkPairs({ pairs }, { tenant, signal }) {
      const checked = await checkPairs(tenant, pairs.map(toQuestion), { fitments, vehicles, signal });
      const names = await models(tenant, modelIdsOf([checked.fitments.map(({ fitment }) => fitment)]));
      return CheckPairsResponse.create({
        answers: checked.answers.map((answer) => toAnswerMessage(answer, checked.fitments)),
        fitments: checked.fitments.map(({ partId, fitment, fitmentId: id }) =>
          toFitmentMessage(partId, fitment, names, id),
        ),
      });
    },
  };
}

function toQuestion({ partIds, vehicleId, vin, productionDate, known }: CheckPair) {
  return { partIds, vehicleId, vin, productionDate, known: fromKnownMessage(known) };
}

function toAnswerMessage(answer: PairAnswer, table: CheckedPairs['fitments']): PairAnswerMessage {
  if ('error' in answer)
    return {
      ...UNANSWERED,
      errorCode: answer.error.code,
      errorMessage: answer.error.message,
    };
  const { verdict, proof, nearest, vehicleIds, notes } = answer;
  const places = new Map(
    verdict.proof.map(({ position, quantity }) => [`${position}|${quantity}`, { position, quantity }]),
  );
  return {
    verdict: VERDICT[verdict.kind],
    proof,
    proofTotal: verdict.proof.length,
    places: [...places.values()],
    undecided: verdict.undecided,
    deciding: verdict.deciding.map(toDecidingMessage),
    whyNot: toWhyNotMessage(verdict, nearest === undefined ? '' : (table[nearest]?.fitmentId ?? '')),
    vehicleIds,
    notes,
    errorCode: '',
    errorMessage: '',
  };
}

const UNANSWERED: PairAnswerMessage = {
  verdict: VerdictMessage.UNSPECIFIED,
  proof: [],
  proofTotal: 0,
  places: [],
  undecided: [],
  deciding: [],
  whyNot: undefined,
  vehicleIds: [],
  notes: [],
  errorCode: '',
  errorMessage: '',
};
