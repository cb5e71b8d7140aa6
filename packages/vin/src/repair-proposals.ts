import { characterValue, expectedCheckDigit, POSITION_WEIGHTS } from './check-digit.ts';
import { meantBy, RUN_TOGETHER } from './confusions.ts';

/** A VIN that may have been meant, before anything is known of whether it exists. */
export interface Proposal {
  vin: string;
  /** In words; few of many proposals are ever told. */
  reason: () => string;
  /** Positions from 1 in the VIN that was given. */
  positions: number[];
  /** Natural logarithm of how often such a slip happens. */
  prior: number;
  /** Known to have nothing that no VIN has, and a right check digit where one counts. */
  sound: boolean;
}

/** How often each kind of slip happens, as a share of all single slips at one place. */
const LOOK_ALIKE = Math.log(0.05);
const SWAP = Math.log(0.042);
const JUMP = Math.log(0.0015);
const OTHER = Math.log(0.00012);
const DOUBLED = Math.log(0.05);
const DROPPED = Math.log(0.004);
const RUN = Math.log(0.03);

/** Characters that a VIN may have, by their value in the check digit's sum. */
const BY_VALUE: string[] = Array.from({ length: 10 }, (_, value) =>
  [...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ']
    .filter((character) => characterValue(character) === value)
    .join(''),
);

export function replaced(vin: string, index: number, by: string, length = 1): string {
  return vin.slice(0, index) + by + vin.slice(index + length);
}

/** Whether a change can be meant at all, known before the VIN that it gives is made. */
export interface ChangeFilter {
  /** Another character at one place. */
  one(index: number, meant: string): boolean;
  /** Two characters swapped. */
  two(index: number, other: number): boolean;
  /** Whether the changes from this place on that pass leave nothing to be looked at. */
  isSound(index: number): boolean;
}

/** One character taken for one that looks or sounds like it. */
export function lookAlikes(vin: string, filter: ChangeFilter): Proposal[] {
  const proposals: Proposal[] = [];
  for (let index = 0; index < vin.length; index += 1) {
    const read = vin[index] as string;
    for (const [meant, { logWeight }] of meantBy(read)) {
      if (!filter.one(index, meant)) continue;
      proposals.push({
        vin: replaced(vin, index, meant),
        reason: () => `${read} read as ${meant}`,
        positions: [index + 1],
        prior: LOOK_ALIKE + logWeight,
        sound: filter.isSound(index),
      });
    }
  }
  return proposals;
}

/** Two neighbours swapped, or two with one between them. */
export function swaps(vin: string, filter: ChangeFilter): Proposal[] {
  const proposals: Proposal[] = [];
  for (const distance of [1, 2]) {
    for (let index = 0; index + distance < vin.length; index += 1) {
      const a = vin[index] as string;
      const b = vin[index + distance] as string;
      if (a === b || !filter.two(index, index + distance)) continue;
      const between = vin.slice(index + 1, index + distance);
      proposals.push({
        vin: replaced(vin, index, b + between + a, distance + 1),
        reason: () => `${a}${between}${b} swapped to ${b}${between}${a}`,
        positions: [index + 1, index + 1 + distance],
        prior: distance === 1 ? SWAP : JUMP,
        sound: filter.isSound(index),
      });
    }
  }
  return proposals;
}

/** Solves `known + weight * value = digit (mod 11)` for the value of one character; -1 where none has it. */
function missingValue(known: number, weight: number, digit: number): number {
  for (let value = 0; value < 10; value += 1) {
    if ((known + weight * value) % 11 === digit) return value;
  }
  return -1;
}

function checkValue(digit: string): number {
  if (digit === 'X') return 10;
  return digit >= '0' && digit <= '9' ? Number(digit) : -1;
}

function sumOf(vin: string, without: number): number {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    if (index !== without) sum += characterValue(vin[index] as string) * (POSITION_WEIGHTS[index] as number);
  }
  return sum;
}

/** Any one character replaced by another one so that the check digit comes right; also the check digit itself. */
export function substitutions(vin: string, filter: ChangeFilter): Proposal[] {
  const proposals: Proposal[] = [];
  const digit = checkValue(vin[8] as string);
  const forbidden = [...vin].flatMap((character, index) => (characterValue(character) < 0 ? [index] : []));
  if (forbidden.length > 1) return proposals;
  for (let index = 0; index < 17; index += 1) {
    if (forbidden.length === 1 && forbidden[0] !== index) continue;
    const read = vin[index] as string;
    const give = (meant: string): void => {
      if (meant === read || !filter.one(index, meant)) return;
      const reason = () =>
        index === 8 ? `the check digit ${read} should be ${meant}` : `${read} should be ${meant}`;
      const sound = filter.isSound(index);
      proposals.push({
        vin: replaced(vin, index, meant),
        ...{ reason, positions: [index + 1], prior: OTHER, sound },
      });
    };
    if (index === 8) {
      const expected = expectedCheckDigit(vin);
      if (expected !== '') give(expected);
      continue;
    }
    if (digit < 0) continue;
    const value = missingValue(sumOf(vin, index), POSITION_WEIGHTS[index] as number, digit);
    for (const meant of BY_VALUE[value] ?? '') give(meant);
  }
  return proposals;
}

/** For 16 characters: one of a double lost, two characters run together, any character lost. */
export function insertions(vin: string): Proposal[] {
  const proposals: Proposal[] = [];
  for (let index = 0; index < 16; index += 1) {
    const character = vin[index] as string;
    if (character === vin[index - 1]) continue;
    proposals.push({
      vin: replaced(vin, index, character + character),
      reason: () => `${character} given once instead of twice`,
      positions: [index + 1],
      prior: DOUBLED,
      sound: false,
    });
  }
  for (const [read, meant] of RUN_TOGETHER) {
    if (meant.length !== read.length + 1) continue;
    for (let index = vin.indexOf(read); index >= 0; index = vin.indexOf(read, index + 1)) {
      proposals.push({
        vin: replaced(vin, index, meant, read.length),
        reason: () => `${read} read as ${meant}`,
        positions: [index + 1],
        prior: RUN,
        sound: false,
      });
    }
  }
  for (let index = 0; index <= 16; index += 1) {
    const open = `${vin.slice(0, index)}0${vin.slice(index)}`;
    const give = (missing: string): void => {
      proposals.push({
        vin: replaced(open, index, missing),
        reason: () => `${missing} missing`,
        positions: [index + 1],
        prior: DROPPED,
        sound: false,
      });
    };
    if (index === 8) {
      give(expectedCheckDigit(open));
      continue;
    }
    const digit = checkValue(open[8] as string);
    if (digit < 0) continue;
    const value = missingValue(sumOf(open, index), POSITION_WEIGHTS[index] as number, digit);
    for (const missing of BY_VALUE[value] ?? '') give(missing);
  }
  return proposals;
}

/** For 18 characters: one given twice, one read as two, one too many. */
export function deletions(vin: string): Proposal[] {
  const proposals: Proposal[] = [];
  for (const [read, meant] of RUN_TOGETHER) {
    if (read.length !== meant.length + 1) continue;
    for (let index = vin.indexOf(read); index >= 0; index = vin.indexOf(read, index + 1)) {
      proposals.push({
        vin: replaced(vin, index, meant, read.length),
        reason: () => `${read} read as ${meant}`,
        positions: [index + 1, index + 2],
        prior: RUN,
        sound: false,
      });
    }
  }
  for (let index = 0; index < vin.length; index += 1) {
    const character = vin[index] as string;
    if (character === vin[index - 1]) continue;
    const doubled = character === vin[index + 1];
    proposals.push({
      vin: replaced(vin, index, ''),
      reason: () => (doubled ? `${character} given twice` : `${character} too many`),
      positions: [index + 1],
      prior: doubled ? DOUBLED : DROPPED,
      sound: false,
    });
  }
  return proposals;
}

/** Every way to replace the characters at the positions given by look-alikes; none where there are too many ways. */
export function allReplaced(vin: string, indexes: readonly number[], most: number): Proposal[] {
  const positions = indexes.map((index) => index + 1);
  let proposals: Proposal[] = [{ vin, reason: () => '', positions, prior: 0, sound: false }];
  for (const index of indexes) {
    const choices = meantBy(vin[index] as string);
    if (choices.length * proposals.length > most) return [];
    proposals = proposals.flatMap((proposal) =>
      choices.map(([meant, { logWeight }]) => ({
        ...proposal,
        vin: replaced(proposal.vin, index, meant),
        reason: () => [proposal.reason(), `${vin[index]} read as ${meant}`].filter(Boolean).join(', '),
        prior: proposal.prior + LOOK_ALIKE + logWeight,
      })),
    );
  }
  return proposals;
}

/** Unknown characters, one or two, filled in so that the check digit comes right. */
export function fillings(vin: string): Proposal[] {
  const unknown = [...vin].flatMap((character, index) => (character === '*' ? [index] : []));
  if (unknown.length < 1 || unknown.length > 2) return [];
  let filled = [vin];
  for (const index of unknown) {
    const characters = index >= 13 ? '0123456789' : index === 8 ? '0123456789X' : BY_VALUE.join('');
    filled = filled.flatMap((begun) => [...characters].map((character) => replaced(begun, index, character)));
  }
  const sound = filled.filter((whole) => expectedCheckDigit(whole) === whole[8]);
  return sound.map((whole) => ({
    vin: whole,
    reason: () => unknown.map((index) => `position ${index + 1} is ${whole[index]}`).join(', '),
    positions: unknown.map((index) => index + 1),
    prior: 0,
    sound: false,
  }));
}
