import { emailKey } from '../domain/email.ts';
import { PASSWORD_RESET_MS } from '../domain/invitation.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { passwordResetMail } from './mails.ts';
import { requirePublicUrl } from './public-url.ts';
import type { SignInParts } from './sign-in-stores.ts';

/**
 * Sends a mail where the e-mail has an account. Returns before that is looked up, so that neither the answer nor its
 * time tells. @throws SignInThrottled for an address that asks too often
 */
export async function requestPasswordReset(
  command: { email: string; address: string; publicUrl: string },
  parts: SignInParts,
): Promise<void> {
  const publicUrl = requirePublicUrl(command.publicUrl);
  await parts.limits.beginReset(command.address);
  const email = emailKey(command.email);
  if (email === undefined) return;
  parts.background('mail a password reset', async () => {
    const user = await parts.accounts.findUserByEmail(email);
    if (user === undefined || !(await parts.limits.takeMail(email))) return;
    const token = newToken();
    const expiresAt = new Date(parts.clock.now().getTime() + PASSWORD_RESET_MS);
    await parts.resets.add({ tokenHash: hashToken(token), userId: user.userId, expiresAt });
    await parts.mailer.send(passwordResetMail(user.email, `${publicUrl}/reset-password#${token}`));
  });
}
