/** What the sign-in view says to who was sent there. */
export const SIGN_IN_NOTES = ['password-set', 'accepted'] as const;
export type SignInNote = (typeof SIGN_IN_NOTES)[number];
