import { InvalidInput } from '@qipei/kernel';

const KEY = /^[\x20-\x7e]{1,200}$/;

/** @throws InvalidInput */
export function requireEditKey(value: string): string {
  if (KEY.test(value)) return value;
  throw new InvalidInput(
    'idempotencyKey',
    'idempotency-key-invalid',
    'An idempotency key is 1 to 200 printable ASCII characters.',
  );
}

const EDIT = 'edit/';

/** How the ledger refers to an edit. */
export function editReference(key: string): string {
  return `${EDIT}${key}`;
}

export function isEditReference(reference: string): boolean {
  return reference.startsWith(EDIT);
}
