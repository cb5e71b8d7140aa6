import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/texts.ts';
import { fieldOf } from '../shown/field-of.ts';
import { PasswordField } from '../shown/text-field.tsx';
import { passwordFault } from './password-fault.ts';

/** Twice the same, for it can't be read; `newPasswordOf` reads them out of their form. */
export function NewPassword() {
  const { t } = useTranslation();
  return (
    <>
      <PasswordField label={t('password.new')} hint={t('password.hint')} autoComplete="new-password" />
      <PasswordField label={t('password.again')} name="again" autoComplete="new-password" />
    </>
  );
}

export function newPasswordOf(form: FormData): { password: string; fault: TextKey | undefined } {
  const password = fieldOf(form, 'password');
  return { password, fault: passwordFault(password, fieldOf(form, 'again')) };
}
