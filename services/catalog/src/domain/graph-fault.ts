import { type EdgeDates, inForce } from './edge-dates.ts';
import { isNamed, ownNumber } from './named-part.ts';
import type { Part, Supersession } from './part.ts';

export type GraphFaultCode =
  | 'supersession-loop'
  | 'replaced-yet-current'
  | 'successors-disagree'
  | 'successor-of-other-type'
  | 'refers-to-itself'
  | 'kit-contains-itself'
  | 'sides-disagree'
  | 'walk-cut';

/** A loop or contradiction, with all that is at fault. */
export interface GraphFault {
  code: GraphFaultCode;
  /** The part at which it was found. */
  partId: string;
  /** Of a loop in its order, from its smallest id on. */
  partIds: string[];
  /** Brands and numbers of the parts. */
  numbers: string[];
  /** Import job and row that says so. */
  source: string;
  explanation: string;
}

function nameOf({ brand, partNumber }: { brand: string; partNumber: string }): string {
  return `${brand} ${partNumber}`;
}

function fault(code: GraphFaultCode, parts: readonly Part[], explanation: string): GraphFault {
  const [first] = parts;
  return {
    code,
    partId: first?.partId ?? '',
    partIds: parts.map(({ partId }) => partId),
    numbers: parts.map(nameOf),
    source: first?.source ?? '',
    explanation,
  };
}

/** What contradicts itself in what one row says, on a day (YYYY-MM-DD). */
export function faultsOfPart(part: Part, day: string): GraphFault[] {
  return [...itself(part), ...replacedYetCurrent(part, day), ...disagreeing(part)];
}

function itself(part: Part): GraphFault[] {
  const own = ownNumber(part);
  if (own === undefined) return [];
  const faults: GraphFault[] = [];
  const add = (what: string): void => {
    faults.push(fault('refers-to-itself', [part], `${nameOf(part)} names itself as its ${what}.`));
  };
  for (const number of part.numbers)
    if (
      (number.kind === 'cross-reference' || number.kind === 'comparable') &&
      isNamed({ brand: number.make, partNumber: number.raw }, own)
    )
      add(number.kind === 'comparable' ? 'comparable part' : 'cross-reference');
  if (part.links.some((link) => link.kind === 'accessory' && isNamed(link, own))) add('accessory');
  return faults;
}

function replacedYetCurrent(part: Part, day: string): GraphFault[] {
  if (part.lifecycle !== 'current') return [];
  const newer = part.supersededBy.find((each) => inForce(datesOf(each), day));
  if (newer === undefined) return [];
  const why = `${nameOf(part)} is declared current, and replaced by ${nameOf(newer)}.`;
  return [fault('replaced-yet-current', [part], why)];
}

/** A row that names several successors from the same day on, neither together nor as alternatives. */
function disagreeing(part: Part): GraphFault[] {
  const alone = new Map<string, Supersession[]>();
  const groups = new Map<string, Set<string>>();
  for (const each of part.supersededBy) {
    const { effectiveDate, together, alternative, brand, partNumber } = each;
    if (alternative) continue;
    alone.set(effectiveDate, [...(alone.get(effectiveDate) ?? []), each]);
    const ofDay = groups.get(effectiveDate) ?? new Set();
    groups.set(effectiveDate, ofDay.add(together === '' ? JSON.stringify([brand, partNumber]) : together));
  }
  return [...groups].flatMap(([date, ofDay]) => {
    if (ofDay.size < 2) return [];
    const names = (alone.get(date) ?? []).map(nameOf).join(', ');
    const when = date === '' ? 'without a date' : `from ${date} on`;
    const why = `${nameOf(part)} is replaced ${when} by each of ${names}: neither together nor as alternatives.`;
    return [fault('successors-disagree', [part], why)];
  });
}

export function datesOf({ effectiveDate, validUntil }: Supersession): EdgeDates {
  return { validFrom: effectiveDate, validUntil };
}

/** Undefined where the types agree, or one isn't known. */
export function otherTypeFault(older: Part, newer: Part): GraphFault | undefined {
  if (older.partTypeId === '' || newer.partTypeId === '' || older.partTypeId === newer.partTypeId)
    return undefined;
  const why = `${nameOf(older)} (${older.partTypeId}) is replaced by ${nameOf(newer)} (${newer.partTypeId}), of another part type.`;
  return fault('successor-of-other-type', [older, newer], why);
}

export interface ToldEdge extends EdgeDates {
  quantity: number;
}

/** Undefined where what both sides say of one edge agrees, as far as both say it. */
export function sidesFault(
  part: Part,
  other: Part,
  edge: { what: string; here: ToldEdge; there: ToldEdge },
): GraphFault | undefined {
  const { what, here, there } = edge;
  const differ = (a: string, b: string): boolean =>
    a !== '' && b !== '' && !a.startsWith(b) && !b.startsWith(a);
  const disagree =
    here.quantity !== there.quantity ||
    differ(here.validFrom, there.validFrom) ||
    differ(here.validUntil, there.validUntil);
  if (!disagree) return undefined;
  const told = ({ quantity, validFrom, validUntil }: ToldEdge): string =>
    `${quantity} piece(s)${validFrom === '' ? '' : ` from ${validFrom}`}${validUntil === '' ? '' : ` until ${validUntil}`}`;
  const why = `${nameOf(part)} says of ${nameOf(other)} as its ${what}: ${told(here)}; the other says: ${told(there)}.`;
  return fault('sides-disagree', [part, other], why);
}

/** `parts` in the order of the loop. */
export function loopFault(
  code: 'supersession-loop' | 'kit-contains-itself',
  parts: readonly Part[],
): GraphFault {
  const first = parts.reduce(
    (least, { partId }, at) => (partId < (parts[least]?.partId ?? '') ? at : least),
    0,
  );
  const turned = [...parts.slice(first), ...parts.slice(0, first)];
  const way = [...turned, ...turned.slice(0, 1)].map(nameOf);
  const why =
    code === 'supersession-loop'
      ? `Each is replaced by the next: ${way.join(' > ')}.`
      : `Each kit contains the next: ${way.join(' > ')}.`;
  return fault(code, turned, why);
}

export function walkCutFault(part: Part, most: number): GraphFault {
  const why = `More than ${most} parts hang on ${nameOf(part)}: loops that lie further away are not found.`;
  return fault('walk-cut', [part], why);
}
