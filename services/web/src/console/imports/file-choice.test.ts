import { describe, expect, it } from 'vitest';
import {
  isEdited,
  mappingText,
  NO_FILE,
  shownDraft,
  withDraft,
  withFile,
  withKind,
  withProfile,
} from './file-choice.ts';
import { withColumn, withConstant } from './mapping-draft.ts';

const PREVIEW = { mapping: { columns: { A: 'brand', B: 'partNumber' } } };
const field = (name: string) => ({ field: name, unit: '', prefix: '' });

describe('a file that was chosen', () => {
  it('keeps every change, also those made before the platform has answered to the first', () => {
    const begun = withFile(NO_FILE, new File(['x'], 'x.csv'));
    const first = withDraft(
      begun,
      withColumn(shownDraft(begun, PREVIEW, true), 'A', field('nameEn')),
      'parts',
    );
    // What is seen of the platform is still what was before the first change.
    const shown = shownDraft(first, PREVIEW, false);
    expect(shown.columns.get('A')?.field).toBe('nameEn');
    const second = withDraft(first, withConstant(withColumn(shown, 'B', null), 'brand', 'Ketto'), 'parts');
    expect(JSON.parse(mappingText(second))).toEqual({
      columns: { A: 'nameEn', B: null },
      constants: { brand: 'Ketto' },
    });
  });

  it('goes on from what the platform has made of it, once that is of this very choice', () => {
    const edited = withDraft(
      withFile(NO_FILE, undefined),
      shownDraft(NO_FILE, { mapping: {} }, true),
      'parts',
    );
    expect([...shownDraft(edited, PREVIEW, true).columns.keys()]).toEqual(['A', 'B']);
    expect([...shownDraft(edited, PREVIEW, false).columns.keys()]).toEqual([]);
  });

  it('says nothing of another file, of another kind, or beside a profile', () => {
    const edited = withDraft(NO_FILE, shownDraft(NO_FILE, PREVIEW, true), 'parts');
    expect(isEdited(edited)).toBe(true);
    for (const next of [
      withFile(edited, undefined),
      withKind(edited, 'fitments'),
      withProfile(edited, 'mine', 'parts'),
    ]) {
      expect(mappingText(next)).toBe('');
      expect(isEdited(next)).toBe(false);
    }
    expect(mappingText(withProfile(edited, '', 'parts'))).toBe('{}');
    expect(isEdited(withProfile(edited, '', 'parts'))).toBe(false);
  });
});
