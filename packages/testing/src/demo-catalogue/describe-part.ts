import { type PartType, type Position, positions } from '@qipei/part-type';
import type { Application } from './applications.ts';
import { attributeValues } from './attribute-values.ts';
import { type DemoPart, type Job, STREAM } from './job.ts';
import { oeNumber } from './oe-number.ts';
import { familyOf, type Plan } from './plan.ts';
import { Chance, mix, SCRAMBLE_SIZE, scramble } from './random.ts';
import type { PartRow } from './rows.ts';

const positionById = new Map<string, Position>(positions().map((position) => [position.id, position]));
/** The most makes for which a part names OE numbers. */
const MOST_MAKES = 8;

/** GTIN-13 of the prefixes that GS1 keeps for use within a company (20-29), so that it is nobody's. */
function gtin(plan: Plan, part: DemoPart): string {
  const text = `2${String(mix(plan.seed, 5) % 100).padStart(2, '0')}${String(scramble(part.index, plan.seed + 2)).padStart(9, '0')}`;
  return text + gtinCheckDigit(text);
}

/** The last digit of a GTIN of which all others are given (GS1 General Specifications, 7.9). */
export function gtinCheckDigit(withoutCheck: string): number {
  let sum = 0;
  for (let at = withoutCheck.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += weight * Number(withoutCheck[at]);
  return (10 - (sum % 10)) % 10;
}

/** The makers' numbers for the job: one for each maker served, and for some a second. */
function oeNumbersOf(plan: Plan, job: Job, applications: readonly Application[], chance: Chance): string[] {
  const makes = new Map<string, string>();
  for (const { generation } of applications) {
    const key = generation.maker === 'other' ? generation.make : generation.maker;
    if (!makes.has(key)) makes.set(key, generation.make);
    if (makes.size === MOST_MAKES) break;
  }
  const family = familyOf(job.type);
  const numbers: string[] = [];
  for (const [maker, make] of makes) {
    // Small makers number alike here, so the make itself keeps their numbers apart.
    const format = maker === make ? 'other' : maker;
    let own = family;
    if (format === 'other') for (const character of make) own = mix(own, character.charCodeAt(0));
    const serial = (n: number): number => scramble((job.index * 2 + n) % SCRAMBLE_SIZE, plan.seed + 1);
    numbers.push(`${make}:${oeNumber(format, own, serial(0))}`);
    if (chance.happens(0.25)) numbers.push(`${make}:${oeNumber(format, own, serial(1))}`);
  }
  return numbers;
}

function named(type: PartType, position: Position | undefined): { nameZh: string; nameEn: string } {
  if (position === undefined) return { nameZh: type.nameZh, nameEn: type.nameEn };
  return {
    nameZh: `${position.nameZh}${type.nameZh}`,
    nameEn: `${position.nameEn} ${type.nameEn.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`,
  };
}

function describe(
  part: DemoPart,
  names: { nameZh: string; nameEn: string },
  applications: readonly Application[],
): string {
  const first = applications[0];
  if (first === undefined) return '';
  const { make, model } = first.generation;
  const vehicle = `${make} ${model} ${first.yearFrom}-${first.yearTo}`;
  const others = applications.length - 1;
  const zh = `${part.brand.nameZh}${names.nameZh}，适用于 ${vehicle}${others > 0 ? ` 等 ${applications.length} 种车型` : ''}。`;
  return `${zh}${part.brand.name} ${names.nameEn.toLowerCase()} for ${vehicle}${others > 0 ? ` and ${others} more` : ''}.`;
}

/** The parts of one job as rows of the parts file. */
export function* partRows(plan: Plan, job: Job, applications: readonly Application[]): Generator<PartRow> {
  const shared = new Chance(plan.seed, STREAM.description, job.index);
  const attributes = attributeValues(job.type, shared);
  const oeNumbers = oeNumbersOf(plan, job, applications, shared);
  const names = named(job.type, positionById.get(job.position));
  for (const part of job.parts) {
    const own = new Chance(plan.seed, STREAM.members, part.index);
    const others = job.parts.filter((other) => other.brand !== part.brand);
    const crossReferences = others.filter(() => own.happens(0.5)).slice(0, 3);
    const row: PartRow = {
      brand: part.brand.name,
      partNumber: part.partNumber,
      partType: job.type.id,
      ...names,
      description: describe(part, names, applications),
      // The first number is common to all; a brand doesn't list each of the others.
      oeNumbers: part.member === 0 ? oeNumbers : oeNumbers.filter((_, at) => at === 0 || own.happens(0.85)),
      crossReferences: crossReferences.map((other) => `${other.brand.name}:${other.partNumber}`),
      attributes,
      positions: job.position === '' ? [] : [job.position],
      packQuantity: own.happens(0.85) ? 1 : own.pick([2, 4, 5, 10, 12]),
      visibility: (part.member > 0 || job.covered === undefined) && own.happens(0.04) ? 'private' : 'public',
    };
    if (own.happens(0.9)) row.gtin = gtin(plan, part);
    if (part.replacement !== undefined) {
      row.supersededBy = own.happens(0.5)
        ? part.replacement.partNumber
        : `${part.replacement.brand.name}:${part.replacement.partNumber}`;
    }
    yield row;
  }
}
