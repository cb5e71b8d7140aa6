import { dataOf, type paths } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { CopyButton } from '../shown/copy-button.tsx';
import { fieldOf } from '../shown/field-of.ts';
import { Refusal } from '../shown/refusal.tsx';

type NewKey = paths['/v1/keys']['post']['requestBody']['content']['application/json'];

/** Makes a key with some of the scopes that the role has; its secret is shown until it is put away, and nowhere again. */
export function CreateKey({ scopes }: { scopes: readonly string[] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [scopeless, setScopeless] = useState(false);
  const creating = useMutation({
    gcTime: 0,
    mutationFn: (body: NewKey) => dataOf(api.POST('/v1/keys', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (creating.isPending) return;
    const form = new FormData(event.currentTarget);
    setScopeless(!form.has('scope'));
    creating.reset();
    if (!form.has('scope')) return;
    const customerId = fieldOf(form, 'customerId').trim();
    creating.mutate({
      name: fieldOf(form, 'name').trim(),
      // Each is one of the session's own.
      scopes: form.getAll('scope') as NewKey['scopes'],
      ...(customerId === '' ? {} : { customerId }),
    });
  };

  if (creating.data !== undefined)
    return (
      <Secret name={creating.data.key.name} secret={creating.data.secret} onKept={() => creating.reset()} />
    );
  return (
    <form className="card account-form" aria-labelledby="create-key" onSubmit={submit}>
      <h2 id="create-key">{t('keys.new')}</h2>
      <label className="field">
        <span>{t('keys.name')}</span>
        <input className="input" name="name" autoComplete="off" required pattern=".*\S.*" maxLength={200} />
      </label>
      <fieldset className="scopes">
        <legend>{t('keys.scopes')}</legend>
        {scopes.map((scope) => (
          <label key={scope} className="switch">
            <input type="checkbox" name="scope" value={scope} />
            {t(`scope.${scope}` as 'scope.catalog:read', { defaultValue: scope })}
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>{t('keys.customer')}</span>
        <input className="input" name="customerId" autoComplete="off" maxLength={63} />
      </label>
      {scopeless && (
        <p className="problem" role="alert">
          {t('refusal.scopeMissing')}
        </p>
      )}
      {creating.isError && (
        <Refusal error={creating.error} texts={{ 'name-invalid': 'refusal.customerInvalid' }} />
      )}
      <button type="submit" className="button button-primary" disabled={creating.isPending}>
        {t(creating.isPending ? 'state.sending' : 'keys.create')}
      </button>
    </form>
  );
}

function Secret({ name, secret, onKept }: { name: string; secret: string; onKept: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // It stands where the form was, which had the focus.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card secret" aria-labelledby="secret">
      <h2 id="secret" tabIndex={-1} ref={heading}>
        {t('keys.secretOf', { name })}
      </h2>
      <p>{t('keys.once')}</p>
      <code className="number secret-text">{secret}</code>
      <p className="entry-actions">
        <CopyButton text={secret} label={t('keys.copy')} />
        <button type="button" className="button" onClick={onKept}>
          {t('keys.kept')}
        </button>
      </p>
    </section>
  );
}
