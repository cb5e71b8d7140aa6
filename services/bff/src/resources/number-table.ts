import type { TableRow } from '@qipei/interchange/tables';
import type { NumberLine } from './number-line.ts';

export const NUMBER_COLUMNS = [
  ...['line', 'given', 'number', 'brand', 'partNumber', 'partType', 'nameZh', 'nameEn', 'via', 'partId'],
  ...['replacedBy', 'meant', 'error'],
] as const;

/** A row for each part that was found; one without a part for a number that has none, so that no line of the list is missing. */
export function numberRows(given: readonly string[], lines: readonly NumberLine[]): TableRow[] {
  return lines.flatMap((line, at): TableRow[] => {
    const head = { line: at + 1, given: given[at] ?? '' };
    if (line.error !== null) return [{ ...head, error: line.error.message }];
    if (line.numbers.length === 0) return [head];
    return line.numbers.flatMap((number): TableRow[] => {
      const found = { ...head, number: number.display };
      if (number.parts.length === 0)
        return [
          {
            ...found,
            replacedBy: optionTexts(number.replacedBy),
            meant: number.proposals.map(({ display }) => display),
          },
        ];
      return number.parts.map((part) => ({
        ...found,
        ...{ brand: part.brand, partNumber: part.partNumber, partType: part.partTypeId, partId: part.partId },
        ...{ nameZh: part.name.zh, nameEn: part.name.en },
        via: part.via === null ? null : [part.via.make, part.via.display].filter(Boolean).join(' '),
        replacedBy: optionTexts(part.replacedBy),
      }));
    });
  });
}

/** Options one by one; what has to be bought together with a plus between. */
function optionTexts(options: NumberLine['numbers'][number]['replacedBy']): string[] {
  return options.map(({ items }) =>
    items
      .map(({ number, quantity }) =>
        [number.make, number.display, quantity > 1 ? `× ${quantity}` : ''].filter(Boolean).join(' '),
      )
      .join(' + '),
  );
}
