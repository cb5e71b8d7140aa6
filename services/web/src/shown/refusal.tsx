import { ApiProblem } from '@qipei/api-client';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/texts.ts';
import type { ConsoleTextKey } from '../locales/console/en.ts';
import { ProblemNote } from './states.tsx';

const TEXT_BY_CODE: Readonly<Record<string, TextKey>> = {
  'sign-in-throttled': 'refusal.throttled',
  'https-needed': 'refusal.httpsNeeded',
  'membership-missing': 'refusal.membershipMissing',
  'session-missing': 'problem.signedOut',
  'password-too-short': 'refusal.passwordTooShort',
  'password-too-long': 'refusal.passwordTooLong',
  'password-is-email': 'refusal.passwordIsEmail',
  'password-too-common': 'refusal.passwordTooCommon',
  'password-reset-not-found': 'refusal.resetGone',
  'invitation-not-found': 'refusal.invitationGone',
  'name-invalid': 'refusal.nameInvalid',
  'email-invalid': 'refusal.emailInvalid',
  'already-member': 'refusal.alreadyMember',
  'grant-beyond-own': 'refusal.beyondOwn',
  'last-owner': 'refusal.lastOwner',
  'customer-missing': 'refusal.customerMissing',
};

/** What the platform refused, by its code; what only this view knows better in `texts`. All else as any problem. */
export function Refusal({
  error,
  texts = {},
}: {
  error: unknown;
  texts?: Readonly<Record<string, TextKey | ConsoleTextKey>>;
}) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  const key = problem === undefined ? undefined : (texts[problem.code] ?? TEXT_BY_CODE[problem.code]);
  if (key === undefined) return <ProblemNote error={error} />;
  const minutes = Math.max(1, Math.ceil((problem?.retryAfter ?? 60) / 60));
  return (
    <p className="problem" role="alert">
      {t(key, { minutes })}
    </p>
  );
}
