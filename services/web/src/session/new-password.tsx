import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/texts.ts';
import { fieldOf } from '../shown/field-of.ts';
import { passwordFault } from './password-fault.ts';

/** Twice the same, for it can't be read; `newPasswordOf` reads them out of their form. */
export function NewPassword() {
  const { t } = useTranslation();
  return (
    <>
      <label className="field">
        <span>{t('password.new')}</span>
        <input
          className="input"
          type="password"
          name="password"
          autoComplete="new-password"
          required
          aria-describedby="password-hint"
        />
      </label>
      <p className="muted" id="password-hint">
        {t('password.hint')}
      </p>
      <label className="field">
        <span>{t('password.again')}</span>
        <input className="input" type="password" name="again" autoComplete="new-password" required />
      </label>
    </>
  );
}

export function newPasswordOf(form: FormData): { password: string; fault: TextKey | undefined } {
  const password = fieldOf(form, 'password');
  return { password, fault: passwordFault(password, fieldOf(form, 'again')) };
}
