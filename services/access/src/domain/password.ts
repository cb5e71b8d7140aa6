import { InvalidInput } from '@qipei/kernel';
import { COMMON_PASSWORDS } from './common-passwords.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** The same password however a keyboard composes it (NIST SP 800-63B, 5.1.1.2: NFKC or NFKD before hashing). */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * A password that may be set, in its normal form. Its length counts code points. No rule asks for kinds of characters
 * (NIST SP 800-63B, 5.1.1.2).
 * @throws InvalidInput that never repeats it
 */
export function requirePassword(password: string, email: string, field = 'password'): string {
  // Ahead of any work on it: normal forms are longer, by 18 times at most.
  if (password.length > PASSWORD_MAX * 2) throw tooLong(field);
  const normal = normalPassword(password);
  const length = [...normal].length;
  if (length > PASSWORD_MAX) throw tooLong(field);
  if (length < PASSWORD_MIN)
    throw new InvalidInput(field, 'password-too-short', `A password has ${PASSWORD_MIN} characters or more.`);
  if (!normal.isWellFormed() || normal.includes('\0'))
    throw new InvalidInput(field, 'text-invalid', 'A password has no NUL and no half of a surrogate pair.');
  const plain = normal.trim().toLowerCase();
  if (plain === email || plain === email.slice(0, email.lastIndexOf('@')))
    throw new InvalidInput(field, 'password-is-email', 'The password must not be the e-mail address.');
  if (COMMON_PASSWORDS.has(plain) || isOneRun(plain))
    throw new InvalidInput(
      field,
      'password-too-common',
      'Too many people use this password; choose another.',
    );
  return normal;
}

function tooLong(field: string): InvalidInput {
  return new InvalidInput(field, 'password-too-long', `A password has ${PASSWORD_MAX} characters or fewer.`);
}

/** One character all along, or each the next of the one before: `aaaaaaaaaa`, `abcdefghij`, `0123456789`. */
function isOneRun(text: string): boolean {
  const steps = new Set<number>();
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  for (let at = 1; at < points.length; at += 1) steps.add((points[at] ?? 0) - (points[at - 1] ?? 0));
  const [step = 2] = steps;
  return steps.size <= 1 && Math.abs(step) <= 1;
}
