import { expect, it } from 'vitest';
import { faultsText } from './import-text.ts';

const fault = (row: number, code: string) => ({
  ...{ row, line: row + 1, column: 'partNumber', value: 'A1', message: 'Why.' },
  code,
});

it('tells rows that wait from rows that are refused', () => {
  const faults = [
    fault(1, 'part-unknown'),
    fault(2, 'required'),
    fault(2, 'vehicle-unknown'),
    fault(3, 'make-unknown'),
  ];
  expect(faultsText(faults, 9)).toBe(
    [
      'Refused:',
      "  line 3, partNumber 'A1': Why. (required)",
      "  line 3, partNumber 'A1': Why. (vehicle-unknown)",
      'Waiting, and taken in when what they name is known:',
      "  line 2, partNumber 'A1': Why. (part-unknown)",
      "  line 4, partNumber 'A1': Why. (make-unknown)",
      '  … all of them, in a file: --faults FILE',
      '',
    ].join('\n'),
  );
  expect(faultsText([fault(2, 'required')], 1)).toBe(
    "Refused:\n  line 3, partNumber 'A1': Why. (required)\n",
  );
  expect(faultsText([], 0)).toBe('');
});
