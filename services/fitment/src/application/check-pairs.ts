import { setImmediate } from 'node:timers/promises';
import { InvalidInput } from '@qipei/kernel';
import { type Fitment, fitmentId } from '../domain/fitment.ts';
import type { FitmentsOfModels, PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import type { VehicleSource } from '../domain/vehicle-source.ts';
import { judge, type Verdict } from '../domain/verdict.ts';
import { type AskedVehicle, type VehicleQuestion, vehicleReader } from './asked-vehicle.ts';

export interface PairQuestion extends VehicleQuestion {
  /** Several where one number means several parts. */
  partIds: readonly string[];
}

export interface ProvingFitment {
  partId: string;
  fitment: Fitment;
  fitmentId: string;
}

export interface JudgedPair {
  verdict: Verdict;
  /** Places in the table of fitments, at most 20 of them. */
  proof: number[];
  nearest: number | undefined;
  vehicleIds: string[];
  notes: string[];
}

export type PairAnswer = JudgedPair | { error: { code: string; message: string } };

export interface CheckedPairs {
  /** In the order of the pairs. */
  answers: PairAnswer[];
  /** Each application once, however many answers it proves or explains. */
  fitments: ProvingFitment[];
}

const MAX_PAIRS = 10_000;
const MAX_PARTS_OF_PAIR = 20;
/** Pairs between which others are answered; their parts are read together. */
const AT_ONCE = 250;
const MAX_PROOF = 20;

/**
 * Whether each pair's part fits its vehicle. What is wrong with a pair is that pair's own answer. A part of which the tenant
 * sees nothing is one without applications: whether there is such a part, the catalogue knows.
 * @throws InvalidInput
 */
export async function checkPairs(
  tenant: string,
  pairs: readonly PairQuestion[],
  dependencies: { fitments: PartFitmentsReader; vehicles: VehicleSource; signal?: AbortSignal | undefined },
): Promise<CheckedPairs> {
  if (pairs.length > MAX_PAIRS)
    throw new InvalidInput('pairs', 'too-many', `At most ${MAX_PAIRS} pairs at once, not ${pairs.length}.`);
  const { fitments, vehicles, signal } = dependencies;
  const found = await vehicles.vehicles(tenant, [
    ...new Set(pairs.flatMap(({ vehicleId }) => (vehicleId === '' ? [] : [vehicleId]))),
  ]);
  const readVehicle = vehicleReader(found, await vehicles.decoder(tenant));
  const answers: PairAnswer[] = [];
  const table = provingTable();
  // By parts, so that each part is read once and storage is read in its own order.
  const order = pairs.map((pair, at) => ({ pair, at, key: pair.partIds[0] ?? '' }));
  order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (let from = 0; from < order.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const chunk = order.slice(from, from + AT_ONCE);
    const asked = chunk.map(({ pair }) => pairFault(pair) ?? readVehicle(pair));
    const modelIds = new Map<string, Set<string>>();
    asked.forEach((of, place) => {
      if ('error' in of) return;
      for (const partId of chunk[place]?.pair.partIds ?? []) {
        const known = modelIds.get(partId);
        const wanted = known ?? new Set();
        if (known === undefined) modelIds.set(partId, wanted);
        for (const { modelId } of of.candidates) wanted.add(modelId);
      }
    });
    const known = await fitments.findOfModels(tenant, modelIds);
    chunk.forEach(({ pair, at }, place) => {
      const of = asked[place];
      if (of === undefined) return;
      answers[at] = 'error' in of ? of : judgePair(pair.partIds, known, of, table.placeOf);
    });
    table.endOfChunk();
    await setImmediate();
  }
  return { answers, fitments: table.rows };
}

function pairFault({ partIds }: PairQuestion): { error: { code: string; message: string } } | undefined {
  if (partIds.length === 0) return { error: { code: 'part-required', message: 'The pair names no part.' } };
  if (partIds.length > MAX_PARTS_OF_PAIR)
    return {
      error: { code: 'too-many-parts', message: `A pair names at most ${MAX_PARTS_OF_PAIR} parts.` },
    };
  return undefined;
}

function judgePair(
  partIds: readonly string[],
  known: ReadonlyMap<string, FitmentsOfModels>,
  asked: AskedVehicle,
  placeOf: (partId: string, fitment: Fitment) => number,
): JudgedPair {
  const { candidates, notes } = asked;
  const parts = partIds.map((partId) => ({ partId, of: known.get(partId) ?? NO_FITMENTS }));
  const [first] = parts;
  const only = parts.length === 1 ? first : undefined;
  const fitments = only?.of.fitments ?? parts.flatMap(({ of }) => of.fitments);
  const total = parts.reduce((sum, { of }) => sum + of.total, 0);
  const verdict = judge(fitments, candidates, asked.known, total);
  const ownerOf = (fitment: Fitment) =>
    (only ?? parts.find(({ of }) => of.fitments.includes(fitment)))?.partId ?? '';
  const place = (fitment: Fitment) => placeOf(ownerOf(fitment), fitment);
  const nearest = verdict.whyNot?.nearest;
  return {
    verdict,
    proof: verdict.proof.slice(0, MAX_PROOF).map(place),
    nearest: nearest === undefined ? undefined : place(nearest),
    vehicleIds: candidates.map(({ vehicleId }) => vehicleId),
    notes,
  };
}

const NO_FITMENTS: FitmentsOfModels = { total: 0, fitments: [] };

/** Fitments by their ids; within a chunk, where the same objects come again, without making the id once more. */
function provingTable() {
  const rows: ProvingFitment[] = [];
  const places = new Map<string, number>();
  let ofObjects = new Map<Fitment, number>();
  return {
    rows,
    placeOf(partId: string, fitment: Fitment): number {
      const before = ofObjects.get(fitment);
      if (before !== undefined) return before;
      const id = fitmentId(partId, fitment);
      let place = places.get(id);
      if (place === undefined) {
        place = rows.push({ partId, fitment, fitmentId: id }) - 1;
        places.set(id, place);
      }
      ofObjects.set(fitment, place);
      return place;
    },
    endOfChunk() {
      ofObjects = new Map();
    },
  };
}
