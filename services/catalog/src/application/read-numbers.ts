import { setImmediate } from 'node:timers/promises';
import { type Clock, InvalidInput } from '@qipei/kernel';
import {
  type FieldNumber,
  keysOf,
  MAX_FIELD_LENGTH,
  type NumberKeys,
  type NumberProposal,
  proposeNumbers,
  readNumberField,
} from '@qipei/part-number';
import { namedNumber, ownNumber } from '../domain/named-part.ts';
import type { PartReader } from '../domain/part-repository.ts';
import { followSuccessors } from './follow-supersessions.ts';
import { buyOf, type NumberToBuy } from './get-interchange.ts';
import type { GraphNode } from './interchange-edge.ts';
import { KINDS, matchesOf, type NumberMatch, type NumberReference } from './lookup-number.ts';
import { walkBudget } from './walk-budget.ts';

const MAX_LINES = 1_000;
const MAX_OF_LINE = 50;
/** Of all lines together. */
const MAX_NUMBERS = 5_000;
const DEFAULT_PARTS = 10;
const MAX_PARTS = 50;
/** Parts looked at to find what replaces one. */
const MAX_HITS = 300;

export interface FoundPart extends NumberMatch {
  /** Any one option of what to buy today, where the part has been replaced. */
  replacedBy: NumberToBuy[][];
}

/** One number of a field, and all that is known of it. */
export interface ReadNumber {
  field: FieldNumber;
  keys: NumberKeys;
  proposals: NumberProposal[];
  parts: FoundPart[];
  /** More parts have the number. */
  truncated: boolean;
  /** What to buy today where parts say that they replace this number, which no part has. */
  replacedBy: NumberToBuy[][];
}

export interface LineError {
  code: 'required' | 'too-long' | 'not-a-number' | 'too-many-numbers';
  message: string;
}

export type ReadLine = { numbers: ReadNumber[]; error?: undefined } | { numbers: []; error: LineError };

/** Fields with numbers in any spelling, in their order. @throws InvalidInput */
export async function readNumbers(
  tenant: string,
  { lines, limit }: { lines: readonly NumberReference[]; limit: number },
  { parts, clock }: { parts: PartReader; clock: Clock },
): Promise<ReadLine[]> {
  if (lines.length > MAX_LINES)
    throw new InvalidInput(
      'lines',
      'too-many',
      `At most ${MAX_LINES} lines are read at once, not ${lines.length}.`,
    );
  if (limit < 0 || limit > MAX_PARTS)
    throw new InvalidInput('limit', 'out-of-range', `A limit is from 1 to ${MAX_PARTS} parts.`);
  const most = limit === 0 ? DEFAULT_PARTS : limit;
  const day = clock.now().toISOString().slice(0, 10);
  const read: ReadLine[] = [];
  let left = MAX_NUMBERS;
  for (const line of lines) {
    const fields = fieldsOf(line, left);
    if ('code' in fields) {
      read.push({ numbers: [], error: fields });
      continue;
    }
    left -= fields.length;
    const numbers: ReadNumber[] = [];
    for (const each of fields)
      numbers.push(await readOne(tenant, { ...each, make: line.make, most, day }, parts));
    read.push({ numbers });
    // Others are answered in between.
    await setImmediate();
  }
  return read;
}

function fieldsOf(
  { number, make }: NumberReference,
  left: number,
): { field: FieldNumber; keys: NumberKeys }[] | LineError {
  if (number.trim() === '') return { code: 'required', message: 'A number is required.' };
  if (number.length > MAX_FIELD_LENGTH)
    return {
      code: 'too-long',
      message: `The field has ${number.length} characters; ${MAX_FIELD_LENGTH} are allowed.`,
    };
  const fields = readNumberField(number, make).flatMap((field) => {
    const keys = keysOf(field.text, make);
    return keys === null ? [] : [{ field, keys }];
  });
  if (fields.length === 0)
    return {
      code: 'not-a-number',
      message: 'The field has no number: none of it has a letter A-Z or a digit, or it is too long.',
    };
  if (fields.length <= Math.min(left, MAX_OF_LINE)) return fields;
  return {
    code: 'too-many-numbers',
    message: `A field holds at most ${MAX_OF_LINE} numbers, all of a request at most ${MAX_NUMBERS}.`,
  };
}

async function readOne(
  tenant: string,
  each: { field: FieldNumber; keys: NumberKeys; make: string; most: number; day: string },
  parts: PartReader,
): Promise<ReadNumber> {
  const { field, keys, make, most, day } = each;
  const number = field.text;
  const matches = await matchesOf(tenant, { number, make, most: most + 1, kinds: KINDS }, parts);
  const replacedBy = async (node: GraphNode): Promise<NumberToBuy[][]> => {
    const budget = walkBudget(tenant, parts, MAX_HITS);
    const chain = await followSuccessors(node, { tenant, day, budget });
    const [start] = chain.nodes.values();
    return start === undefined || start.groups.length === 0 ? [] : buyOf(node, chain).options;
  };
  const found: FoundPart[] = [];
  for (const match of matches.slice(0, most)) {
    const own = match.via.kind === 'own' ? ownNumber(match.part) : undefined;
    const newer = own === undefined ? [] : await replacedBy({ part: match.part, number: own });
    found.push({ ...match, replacedBy: newer });
  }
  const nobodys =
    make === '' || found.some(({ via }) => via.kind === 'own')
      ? undefined
      : namedNumber({ brand: make, partNumber: number });
  return {
    field,
    keys,
    proposals: make === '' ? [] : proposeNumbers(number, make),
    parts: found,
    truncated: matches.length > most,
    replacedBy: nobodys === undefined ? [] : await replacedBy({ part: undefined, number: nobodys }),
  };
}
