import { describe, expect, it } from 'vitest';
import type { Answers } from '../api/answers.ts';
import { compareRows } from './compare-rows.ts';

type Part = Answers['part'];

const label = { zh: null, en: null };

function part(given: Partial<Part>): Part {
  return {
    ...{
      partId: 'part_1',
      publisher: 'demo',
      visibility: 'public',
      brandId: 'b',
      brand: 'B',
      partNumber: '1',
    },
    ...{ partNumberKey: '1', partTypeId: null, name: label, description: null, numbers: [], attributes: [] },
    ...{ supersededBy: [], links: [], lifecycle: null, positions: [], packQuantity: null, gtin: null },
    ...{ version: 1, source: null, updatedAt: null },
    ...given,
  } as Part;
}
const attribute = (name: string, value: string, unit: string | null = null) => ({ name, label, value, unit });
const number = (make: string, display: string, kind: 'oe' | 'cross-reference' = 'oe') =>
  ({ make, display, key: display.replaceAll(/\W/g, ''), kind, raw: display }) as Part['numbers'][number];

describe('the rows of a comparison', () => {
  it('put the same attributes side by side, in like units, and mark those that differ', () => {
    const rows = compareRows([
      part({ attributes: [attribute('height', '7.6', 'cm'), attribute('thread', 'M20x1.5')] }),
      part({ attributes: [attribute('Thread ', 'm20x1.5'), attribute('height', '76', 'mm')] }),
      part({ attributes: [attribute('height', '80', 'mm')] }),
    ]);
    expect(rows.map(({ key, cells, differs }) => [key, cells, differs])).toEqual([
      ['attribute height', ['7.6 cm', '7.6 cm', '8 cm'], true],
      ['attribute thread', ['M20x1.5', 'm20x1.5', undefined], true],
    ]);
    const two = compareRows([
      part({ attributes: [attribute('height', '7.6', 'cm'), attribute('thread', 'M20x1.5')] }),
      part({ attributes: [attribute('Thread ', 'm20x1.5'), attribute('height', '76', 'mm')] }),
    ]);
    expect(two.map(({ differs }) => differs)).toEqual([false, false]);
  });

  it('keep every value of an attribute that a part names twice', () => {
    const [row] = compareRows([
      part({ attributes: [attribute('colour', 'red'), attribute('colour', 'blue')] }),
      part({ attributes: [attribute('colour', 'red')] }),
    ]);
    expect(row).toMatchObject({ cells: ['red, blue', 'red'], differs: true });
  });

  it('show the numbers that parts share first, each once', () => {
    const [row] = compareRows([
      part({ numbers: [number('Honda', '15400-A'), number('Honda', '15400-B'), number('Honda', '15400-B')] }),
      part({ numbers: [number('Honda', '15400-B')] }),
    ]);
    expect(row).toMatchObject({
      differs: true,
      cells: [
        [
          { text: 'Honda 15400-B', isShared: true },
          { text: 'Honda 15400-A', isShared: false },
        ],
        [{ text: 'Honda 15400-B', isShared: true }],
      ],
    });
  });

  it('leave out what no part says, and of one part nothing differs', () => {
    expect(compareRows([part({}), part({})])).toEqual([]);
    expect(compareRows([])).toEqual([]);
    const rows = compareRows([
      part({ gtin: '1', positions: ['rear', 'front'], numbers: [number('A', '1')] }),
    ]);
    expect(rows.map(({ key, differs }) => [key, differs])).toEqual([
      ['positions', false],
      ['numbers oe', false],
      ['gtin', false],
    ]);
  });
});
