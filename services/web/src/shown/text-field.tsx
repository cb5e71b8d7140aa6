import { type InputHTMLAttributes, useId } from 'react';
import { useTranslation } from 'react-i18next';

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'>;

/** A labelled line to type into; a hint below is read with it. */
export function TextField({ label, hint, ...input }: InputProps & { label: string; hint?: string }) {
  const hintId = useId();
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <input className="input" {...input} {...(hint === undefined ? {} : { 'aria-describedby': hintId })} />
      </label>
      {hint !== undefined && (
        <p className="muted" id={hintId}>
          {hint}
        </p>
      )}
    </>
  );
}

/** Browsers fill in who signs in, unless told not to. */
export function EmailField(props: Omit<InputProps, 'type' | 'name'>) {
  const { t } = useTranslation();
  return (
    <TextField
      {...{ type: 'email', name: 'email', autoComplete: 'username', required: true, maxLength: 254 }}
      {...props}
      label={t('signIn.email')}
    />
  );
}

/** The one in use, unless `autoComplete` says that a new one is set. */
export function PasswordField({
  label,
  ...props
}: Omit<InputProps, 'type'> & {
  label?: string;
  hint?: string;
  autoComplete?: 'current-password' | 'new-password';
}) {
  const { t } = useTranslation();
  return (
    <TextField
      {...{ name: 'password', autoComplete: 'current-password', required: true }}
      {...props}
      type="password"
      label={label ?? t('signIn.password')}
    />
  );
}
