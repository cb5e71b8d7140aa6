import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteText } from '../aces/row-texts.ts';
import type { CellValue, ColumnSpec } from '../columns.ts';
import { readRows } from '../read-rows.ts';
import { acesFile, anyWrittenApp, countWritten, writtenApp } from './aces-oracle.fixture.ts';
import { createFeedCheck } from './feed-check.ts';
import { checkedRow } from './row-app.ts';

const COLUMNS: ColumnSpec[] = [
  ...['brand', 'subBrand', 'partNumber', 'baseVehicle', 'make', 'model', 'note', 'partType', 'position'].map(
    (name) => ({ name, type: 'text' as const }),
  ),
  ...['record', 'action', 'validate', 'feed', 'release', 'feedReference'].map((name) => ({
    name,
    type: 'text' as const,
  })),
  ...['yearFrom', 'yearTo', 'quantity', 'displayOrder'].map((name) => ({ name, type: 'integer' as const })),
  ...['attributes', 'qualifiers', 'labels', 'assets'].map((name) => ({ name, type: 'list' as const })),
];

/** As an import checks a feed: app by app as a row. */
async function checkedAsRows(xml: string) {
  using check = createFeedCheck();
  async function* source() {
    yield Buffer.from(xml);
  }
  for await (const { rows, faults } of readRows({ source: source(), format: 'aces', columns: COLUMNS })) {
    expect(faults).toEqual([]);
    for (const row of rows) check.add(checkedRow(row));
  }
  return check.finish();
}

function foundOf(...rows: Record<string, CellValue>[]): string[] {
  using check = createFeedCheck();
  for (const [at, values] of rows.entries())
    check.add(
      checkedRow({
        ...{ row: at + 1, line: at + 2 },
        values: { brand: 'Ketto', make: 'Honda', model: 'Civic', yearFrom: 2001, ...values },
      }),
    );
  return check.finish().findings.map(({ code }) => code);
}

describe('Rows of fitments', () => {
  it('that were a feed have the counts that the feed has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrittenApp, { maxLength: 60 }), async (apps) => {
        const { findings } = await checkedAsRows(acesFile(apps.map(writtenApp)));
        const slow = countWritten(apps);
        const counted = Object.keys(slow).map((code) => [
          code,
          findings.find((each) => each.code === code)?.count ?? 0,
        ]);
        expect(Object.fromEntries(counted)).toEqual(slow);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['case of words', { make: 'HONDA', position: 'Front', partType: 'Brake Pad' }, ['overlap']],
    ['the place of several positions', { position: '左; front' }, []],
    ['another position', { position: 'rear' }, []],
    ['a note', { note: 'with ABS' }, ['comment-overlap']],
  ])('are held against each other: %s', (_, values, expected) => {
    const first = { partNumber: 'A-1', position: 'front', partType: 'brake pad' };
    expect(foundOf(first, { ...first, partNumber: 'A-2', ...values })).toEqual(expected);
  });

  it('have notes and lists in any order', () => {
    const one = {
      partNumber: 'A-1',
      position: 'front, left',
      note: 'with ABS; 4WD',
      labels: ['B', 'A [fr]'],
    };
    const other = { partNumber: 'A-2', position: '左;front', note: '4wd;  with ABS', labels: ['A', 'B'] };
    const feed = 'Acme: Brakes';
    expect(foundOf({ ...one, feed }, { ...other, feed, position: 'Left、Front' })).toEqual(['overlap']);
    expect(foundOf(one, { ...one, qualifiers: ['with 6.5 in. gear [qdb.qualifier:945|6.5{in}]'] })).toEqual(
      [],
    );
  });

  it.each([
    ['Caliper [lh]', 'Caliper [rh]'],
    ['Caliper [fr]', 'Caliper [rr]'],
    ['Caliper', 'Caliper [fr]'],
    ['Caliper', 'Caliper [12 en]'],
  ])('of a table aren’t the same where words in brackets differ: %s, %s', (one, other) => {
    const row = { partNumber: 'A-1', quantity: 1 };
    expect(foundOf({ ...row, note: one }, { ...row, note: other })).not.toContain('duplicate');
    expect(foundOf({ ...row, labels: [one] }, { ...row, labels: [other] })).not.toContain('duplicate');
  });

  it('of a feed have its notes as they were, whatever they end in', () => {
    const said = fc.constantFrom(
      'Caliper',
      'Caliper [fr]',
      'Caliper [rr]',
      'A [12]',
      'A [12 en]',
      'A []',
      'A [] []',
    );
    const lang = fc.constantFrom(undefined, 'en', 'fr');
    fc.assert(
      fc.property(fc.array(fc.record({ text: said, lang }), { maxLength: 5 }), (notes) => {
        const note = noteText(notes.map(({ text, lang }) => ({ text, ...(lang !== undefined && { lang }) })));
        const { notes: read } = checkedRow({ row: 1, line: 2, values: { note, feed: 'Acme' } });
        expect(read).toEqual(notes.map(({ text }) => text));
      }),
    );
  });

  it('of equipment have open years of production', () => {
    const equipment = { make: 'vcdb.mfr:22', model: 'vcdb.equipmentModel:1', yearFrom: null };
    const open = { partNumber: 'A-1', ...equipment };
    expect(foundOf(open, { ...open, partNumber: 'A-2', yearFrom: 1999 })).toEqual(['overlap']);
    const until = { partNumber: 'A-1', ...equipment, yearTo: 1998 };
    expect(foundOf(until, { ...open, partNumber: 'A-2', yearFrom: 1999 })).toEqual([]);
  });
});
