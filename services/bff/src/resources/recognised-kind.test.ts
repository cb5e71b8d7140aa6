import { ImportFormat, PreviewHeading, PreviewImportResponse } from '@qipei/contracts/imports/v1/imports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORT_KINDS, type ImportKind } from './import-job.ts';
import { kindOfFormat, RECOGNISED_KINDS, recognisedKind } from './recognised-kind.ts';

/** `fields`: what each heading would be read as; empty for none. */
const preview = (fields: string[], missingFields: string[] = [], reason = 'synonym') =>
  PreviewImportResponse.fromPartial({
    missingFields,
    headings: fields.map((field, position) =>
      PreviewHeading.fromPartial({ position, heading: `h${position}`, field, reason, confidence: 0.9 }),
    ),
  });
const kindOf = (previews: Partial<Record<ImportKind, PreviewImportResponse>>) =>
  recognisedKind(new Map(Object.entries(previews) as [ImportKind, PreviewImportResponse][]));

describe('the kind of a table', () => {
  it('is the one that explains most of its headings', () => {
    const parts = preview(['brand', 'partNumber', 'nameZh', 'partType', 'oeNumbers', '']);
    const offers = preview(['brand', 'partNumber', '', '', '', 'price']);
    expect(kindOf({ parts, offers })).toBe('parts');
    expect(
      kindOf({
        parts: preview(['brand', 'partNumber', '']),
        offers: preview(['brand', 'partNumber', 'price']),
      }),
    ).toBe('offers');
  });

  it('has what it is about', () => {
    const fitments = preview(['brand', 'partNumber', '', ''], []);
    expect(kindOf({ fitments, parts: preview(['brand', 'partNumber', '', '']) })).toBe('parts');
    const vehicles = preview(['make', 'model', 'modelYear']);
    expect(kindOf({ vehicles, parts: preview(['brand', '', '']) })).toBe('vehicles');
    const stock = preview(['brand', 'partNumber', 'quantity'], ['warehouse']);
    expect(kindOf({ stock, parts: preview(['brand', 'partNumber', '']) })).toBe('parts');
  });

  it('is not told by the look of values alone, and parts where nothing tells it', () => {
    const guessed = preview(['partNumber', 'price'], [], 'values');
    expect(kindOf({ offers: guessed })).toBe('parts');
    expect(kindOf({})).toBe('parts');
    expect(kindOf({ stock: preview([]) })).toBe('parts');
  });

  it('is one of those that there are, whatever the previews say', () => {
    const anyPreview = fc
      .array(fc.constantFrom('', 'partNumber', 'make', 'model', 'price', 'quantity', '__proto__'))
      .map((fields) => preview(fields));
    const given = fc.dictionary(fc.constantFrom(...IMPORT_KINDS), anyPreview);
    fc.assert(fc.property(given, (previews) => IMPORT_KINDS.includes(kindOf(previews))));
    expect([...RECOGNISED_KINDS].sort()).toEqual([...IMPORT_KINDS].sort());
  });
});

it('a format of the trade says it by itself', () => {
  expect(kindOfFormat(ImportFormat.ACES)).toBe('fitments');
  expect(kindOfFormat(ImportFormat.PIES_WORKBOOK)).toBe('parts');
  expect(kindOfFormat(ImportFormat.XLSX)).toBeUndefined();
});
