import type { TextKey } from '../app/texts.ts';

const MIN = 10;
const MAX = 200;

/** What is wrong with a new password that is plain before it is sent; the rest is for the platform to say. */
export function passwordFault(password: string, again: string): TextKey | undefined {
  // Counted as the platform counts: characters, however they are typed.
  const length = [...password.normalize('NFKC')].length;
  if (length < MIN) return 'refusal.passwordTooShort';
  if (length > MAX) return 'refusal.passwordTooLong';
  return password === again ? undefined : 'refusal.passwordsDiffer';
}
