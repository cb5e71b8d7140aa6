import { type PartType, partTypes } from '@qipei/part-type';
import { brandNumber, DEMO_BRANDS } from './brands.ts';
import { COVERED_WITH_ENGINE, COVERED_WITHOUT_ENGINE, demandFor } from './demand.ts';
import { COVERED_FROM, type Generation } from './generations.ts';
import { type DemoPart, type Job, STREAM } from './job.ts';
import type { Weighted } from './random.ts';
import { Chance, draw, mix, SCRAMBLE_SIZE, scramble, weighted } from './random.ts';
import { type Pool, suitsAll, vehiclePools } from './vehicle-pools.ts';

/** Applications a part, on average. */
export const APPLICATIONS = 22;
/** Share of parts that a newer one replaces. */
const SUPERSEDED = 0.03;
/** Chances of 1, 2, … parts for a further job. */
const MEMBERS = weighted([1, 2, 3, 4, 5, 6], (members) => [24, 26, 20, 14, 10, 6][members - 1] ?? 0);
const MEMBERS_ON_AVERAGE = 2.78;

export interface Plan {
  seed: number;
  parts: number;
  poolsFor: (type: PartType) => Weighted<Pool>;
  /** Every job with its parts, in running order; can be walked any number of times. */
  jobs(): Generator<Job>;
}

interface Cover {
  type: PartType;
  generations: Generation[];
}

/** The jobs that together give every vehicle ten part types: for each type, the vehicles cut into runs of neighbours. */
function coverOf(generations: readonly Generation[], rows: number, seed: number): Cover[] {
  const chance = new Chance(seed, STREAM.cover);
  const byType = new Map<PartType, Generation[]>();
  for (const generation of generations) {
    if (generation.yearTo < COVERED_FROM) continue;
    const types = COVERED_WITH_ENGINE.every((type) => suitsAll(type, generation))
      ? COVERED_WITH_ENGINE
      : COVERED_WITHOUT_ENGINE;
    for (const type of types) {
      const list = byType.get(type);
      if (list === undefined) byType.set(type, [generation]);
      else list.push(generation);
    }
  }
  const cover: Cover[] = [];
  for (const [type, list] of byType) {
    for (let at = 0; at < list.length; ) {
      const count = Math.max(1, Math.round(rows * (0.6 + 0.8 * chance.next())));
      cover.push({ type, generations: list.slice(at, at + count) });
      at += count;
    }
  }
  // The running order shall not show which part was made for coverage of which type.
  for (let at = cover.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [cover[at], cover[other]] = [cover[other] as Cover, cover[at] as Cover];
  }
  return cover;
}

function letterCode(type: PartType): string {
  const words = type.id.split('-');
  const first = words.map((word) => word[0]).join('') + (words.at(-1) ?? '').slice(1);
  return first.toUpperCase().replace(/[IOQ]/g, 'X').padEnd(3, 'X').slice(0, 3);
}

/** Lays out a catalogue of `parts` parts over `generations`. @throws RangeError where so few can't cover every vehicle. */
export function planCatalogue(options: {
  seed: number;
  parts: number;
  generations: readonly Generation[];
}): Plan {
  const { seed, parts, generations } = options;
  if (!Number.isSafeInteger(parts) || parts < 1 || parts > SCRAMBLE_SIZE)
    throw new RangeError(`parts must be 1 to ${SCRAMBLE_SIZE}`);
  if (generations.length === 0) throw new RangeError('the vehicle source has no vehicles');
  const covered =
    generations.filter(({ yearTo }) => yearTo >= COVERED_FROM).length * COVERED_WITH_ENGINE.length;
  // A small catalogue spends most of its parts on coverage, at a few rows more a part.
  const cover = coverOf(generations, Math.max(APPLICATIONS, covered / (0.88 * parts)), seed);
  if (cover.length > parts)
    throw new RangeError(`${parts} parts can't cover ${generations.length} generations`);

  const chance = new Chance(seed, STREAM.members);
  const spare = parts - cover.length;
  const memberCounts = Uint8Array.from(cover, () => 1);
  // Half of what is left doubles the covering parts, at most to three a job; the rest are further jobs.
  let twins = Math.min(Math.floor(spare / 2), cover.length * 2);
  while (twins > 0) {
    const at = chance.below(cover.length);
    if ((memberCounts[at] ?? 0) >= 3) continue;
    memberCounts[at] = (memberCounts[at] ?? 0) + 1;
    twins -= 1;
  }
  const twinned = memberCounts.reduce((sum, count) => sum + count, 0);
  const followers = twinned - cover.length + (parts - twinned) * (1 - 1 / MEMBERS_ON_AVERAGE);
  const supersededShare = followers === 0 ? 0 : Math.min(1, (SUPERSEDED * parts) / followers);

  const poolsFor = vehiclePools(generations);
  const types = weighted(
    partTypes().filter((type) => type.common && poolsFor(type).entries.length > 0),
    demandFor,
  );
  const codes = new Map(
    partTypes()
      .filter(({ common }) => common)
      .map((type) => [type, letterCode(type)]),
  );

  function jobAt(index: number, firstPart: number): Job {
    const identity = new Chance(seed, STREAM.identity, index);
    const cell = cover[index];
    const type = cell?.type ?? draw(types, identity);
    const position = type.positions.length === 0 ? '' : identity.pick(type.positions);
    const members = Math.min(memberCounts[index] ?? draw(MEMBERS, identity), parts - firstPart);
    const firstBrand = identity.below(DEMO_BRANDS.length);
    // Coprime to 25, so that the brands of one job differ.
    const stride = identity.pick([1, 2, 3, 4, 6, 7, 8, 9, 11, 12]);
    const made: DemoPart[] = [];
    let brandStep = 0;
    for (let member = 0; member < members; member += 1) {
      const replaces = member > 0 && identity.happens(supersededShare) ? made[member - 1] : undefined;
      if (member > 0 && replaces === undefined) brandStep += 1;
      const brand = replaces?.brand ?? DEMO_BRANDS[(firstBrand + brandStep * stride) % DEMO_BRANDS.length];
      if (brand === undefined) throw new RangeError('there are no brands');
      const part: DemoPart = {
        index: firstPart + member,
        member,
        brand,
        partNumber: brandNumber(brand, codes.get(type) ?? 'XXX', scramble(firstPart + member, seed)),
        replacement: undefined,
      };
      if (replaces !== undefined) replaces.replacement = part;
      made.push(part);
    }
    return { index, type, position, parts: made, covered: cell?.generations };
  }

  return {
    seed,
    parts,
    poolsFor,
    *jobs() {
      let part = 0;
      for (let index = 0; part < parts; index += 1) {
        const job = jobAt(index, part);
        part += job.parts.length;
        yield job;
      }
    },
  };
}

/** A number that a type's OE numbers have in common. */
export function familyOf(type: PartType): number {
  let hash = 0;
  for (const character of type.id) hash = mix(hash, character.charCodeAt(0));
  return hash;
}
