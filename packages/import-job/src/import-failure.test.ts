import { DomainError } from '@qipei/kernel';
import { expect, it } from 'vitest';
import { isStorageTrouble } from './import-failure.ts';

it.each([
  ['database-busy', true],
  ['storage-full', true],
  ['database-not-sqlite', false],
  ['catalog-away', false],
])('what passes with the storage is waited for: %s', (code, isTrouble) => {
  expect(isStorageTrouble(new DomainError({ kind: 'unavailable', code, message: 'Try again.' }))).toBe(
    isTrouble,
  );
});
