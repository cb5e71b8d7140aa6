import { dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { stillSays } from '../../shown/form-content.ts';
import { Refusal } from '../../shown/refusal.tsx';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { type NewGrant, newGrantOf } from './new-grant.ts';

/** Opens private parts to another tenant: all of them, or those of some brands. */
export function GiveGrant() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [whole, setWhole] = useState(false);
  const [brandless, setBrandless] = useState(false);
  const { watched, done } = useUnsavedForm();
  const giving = useMutation({
    mutationFn: (body: NewGrant) => dataOf(api.POST('/v1/grants', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['grants'] }),
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (giving.isPending) return;
    const { currentTarget } = event;
    const grant = newGrantOf(new FormData(currentTarget));
    setBrandless(grant === undefined);
    if (grant === undefined) return;
    const isAsSent = stillSays(currentTarget);
    giving.mutate(grant, {
      onSuccess: () => {
        if (!isAsSent()) return;
        currentTarget.reset();
        setWhole(false);
        done();
      },
    });
  };

  return (
    <form className="card ops-form" aria-labelledby="give-grant" onSubmit={submit} {...watched}>
      <h2 id="give-grant">{t('grants.give')}</h2>
      <p>{t('grants.giveHint')}</p>
      <label className="field">
        <span>{t('grants.subscriber')}</span>
        <input
          className="input"
          name="subscriber"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={63}
        />
      </label>
      <fieldset className="choices field">
        <legend>{t('grants.what')}</legend>
        <label className="switch">
          <input type="radio" name="what" value="brands" checked={!whole} onChange={() => setWhole(false)} />
          {t('grants.someBrands')}
        </label>
        <label className="switch">
          <input type="radio" name="what" value="all" checked={whole} onChange={() => setWhole(true)} />
          {t('grants.everything')}
        </label>
      </fieldset>
      {!whole && (
        <label className="field">
          <span>{t('grants.brands')}</span>
          <textarea className="input" name="brands" rows={4} maxLength={50_000} />
        </label>
      )}
      <div className="look-pair">
        <label className="field">
          <span>{t('grants.validFrom')}</span>
          <input className="input" type="datetime-local" name="validFrom" />
        </label>
        <label className="field">
          <span>{t('grants.validUntil')}</span>
          <input className="input" type="datetime-local" name="validUntil" />
        </label>
      </div>
      <label className="field">
        <span>{t('grants.note')}</span>
        <input className="input" name="note" autoComplete="off" maxLength={1_000} />
      </label>
      {brandless && (
        <p className="problem" role="alert">
          {t('grants.brandless')}
        </p>
      )}
      {giving.isError && <Refusal error={giving.error} texts={{ 'grants-too-many': 'grants.tooMany' }} />}
      <div role="status">
        {giving.isSuccess && (
          <p className="note note-good">{t('grants.gave', { tenant: giving.data.grant.subscriber })}</p>
        )}
      </div>
      <button type="submit" className="button button-primary" disabled={giving.isPending}>
        {t(giving.isPending ? 'state.sending' : 'grants.give')}
      </button>
    </form>
  );
}
