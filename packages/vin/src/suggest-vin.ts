import { expectedCheckDigit, isNorthAmerican } from './check-digit.ts';
import { chinaWmi, isChinese } from './data/china-wmi.ts';
import type { VinDecode, VinSuggestion } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';
import { findWmi, wmiOf } from './wmi-number.ts';

/** Characters that are mistaken for one another, in print and by scanners. */
const CONFUSED = ['0OQD', '1I', '5S', '8B', '2Z', '6G'];
const MOST = 5;
/** More letters that no VIN has than this are no slip of the pen. */
const MOST_FORBIDDEN = 4;

function lookAlikes(character: string): string[] {
  const group = CONFUSED.find((characters) => characters.includes(character)) ?? '';
  return [...group].filter((other) => other !== character && !'IOQ'.includes(other));
}

interface Proposal extends VinSuggestion {
  rank: number;
}

/** Every way to replace the letters that no VIN has. */
function withoutForbidden(vin: string): Proposal[] {
  const positions = [...vin].flatMap((character, index) => ('IOQ'.includes(character) ? [index] : []));
  if (positions.length === 0 || positions.length > MOST_FORBIDDEN) return [];
  let proposals: Proposal[] = [{ vin, reason: '', positions: positions.map((index) => index + 1), rank: 0 }];
  for (const position of positions) {
    proposals = proposals.flatMap((proposal) =>
      lookAlikes(vin[position] as string).map((other, order) => ({
        ...proposal,
        vin: proposal.vin.slice(0, position) + other + proposal.vin.slice(position + 1),
        reason: `${proposal.reason === '' ? '' : `${proposal.reason}, `}${vin[position]} read as ${other}`,
        rank: proposal.rank + order,
      })),
    );
  }
  return proposals;
}

function oneConfusion(vin: string): Proposal[] {
  return [...vin].flatMap((character, index) =>
    lookAlikes(character).map((other) => ({
      vin: vin.slice(0, index) + other + vin.slice(index + 1),
      reason: `${character} read as ${other}`,
      positions: [index + 1],
      rank: 10,
    })),
  );
}

function oneTransposition(vin: string): Proposal[] {
  const proposals: Proposal[] = [];
  for (let index = 0; index < vin.length - 1; index += 1) {
    const [a, b] = [vin[index] as string, vin[index + 1] as string];
    if (a === b) continue;
    proposals.push({
      vin: vin.slice(0, index) + b + a + vin.slice(index + 2),
      reason: `${a}${b} swapped to ${b}${a}`,
      positions: [index + 1, index + 2],
      rank: 20,
    });
  }
  return proposals;
}

/**
 * VINs that this one may be a misreading of: letters that no VIN has replaced, one look-alike replaced, or two
 * neighbours swapped, so that the check digit comes right and the WMI is known. At most five; those whose model is
 * known come first. Only where the check digit means something: North America and China, or after a forbidden letter.
 */
export function suggestVins(
  table: VinTable,
  { vin, checkDigit }: VinDecode,
  hasModel: (vin: string) => boolean,
): VinSuggestion[] {
  if (vin.length !== 17 || checkDigit.valid || /[^A-Z0-9]/.test(vin)) return [];
  const forbidden = /[IOQ]/.test(vin);
  const proposals = forbidden ? withoutForbidden(vin) : [...oneConfusion(vin), ...oneTransposition(vin)];
  const sound = proposals.filter((proposal) => {
    if (expectedCheckDigit(proposal.vin) !== proposal.vin[8]) return false;
    if (!forbidden && !isNorthAmerican(proposal.vin) && !isChinese(proposal.vin)) return false;
    const wmi = wmiOf(proposal.vin);
    return findWmi(table.sections.wmiCodes, wmi) >= 0 || chinaWmi(wmi) !== undefined;
  });
  return sound
    .map((proposal) => ({ ...proposal, rank: proposal.rank + (hasModel(proposal.vin) ? 0 : 100) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (a.positions[0] as number) - (b.positions[0] as number) ||
        (a.vin < b.vin ? -1 : 1),
    )
    .slice(0, MOST)
    .map(({ vin: other, reason, positions }) => ({ vin: other, reason, positions }));
}
