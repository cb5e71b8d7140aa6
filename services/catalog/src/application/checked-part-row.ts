import type { Row } from '@qipei/interchange';
import type { CheckedItem } from '@qipei/interchange/checks';
import { readSupersessions } from '../domain/link-entry.ts';
import { brandKey } from '../domain/number-space.ts';
import { readPartRow, typeNamed } from '../domain/part-row.ts';
import { type CellFault, rowFaults } from '../domain/row-faults.ts';

/** What the checks of parts find themselves, so that nothing is told twice. */
const FOUND_BY_CHECKS = new Set(['partNumber required', 'partType required', 'gtin gtin-check-digit']);

/** A row of parts for the checks that need no catalogue, and what else is wrong with it by itself. */
export function checkedPartRow({ values, line }: Row): { item: CheckedItem; faults: CellFault[] } {
  const read = readPartRow(values);
  const [brand, number] = [textOf(values.brand), textOf(values.partNumber)];
  const gtin = textOf(values.gtin);
  // Also of a row that is refused for something else: the circle is there all the same.
  const entries = Array.isArray(values.supersededBy) ? values.supersededBy : [];
  const replacedBy = readSupersessions('supersededBy', entries, brand, rowFaults());
  return {
    item: {
      ...{ line, brand, number, partType: typeOf(textOf(values.partType)) },
      gtins: gtin === '' ? [] : [{ where: 'GTIN', value: gtin }],
      // Attributes say their units themselves, and are read with the row.
      measures: [],
      replacedBy: replacedBy
        .filter((each) => brandKey(each.brand) === brandKey(brand))
        .map(({ partNumber }) => partNumber),
      isWithdrawn: read.action === 'delete',
    },
    faults:
      read.action === 'refuse'
        ? read.faults.filter(({ column, code }) => !FOUND_BY_CHECKS.has(`${column} ${code}`))
        : [],
  };
}

/** However it is called: a row that the import would refuse for its type names one all the same. */
function typeOf(said: string): string {
  return typeNamed(said)?.id ?? said;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
