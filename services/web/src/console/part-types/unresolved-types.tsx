import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { Meaning, useIdsChanged } from '../foreign-ids/foreign-ids.tsx';

type Known = readonly { value: string; label: string }[];

/** More than these nobody works through at once; those of the most parts come first. */
const SHOWN = 50;

/** Parts that came with a type of a foreign table which means nothing yet: each gets its meaning here. */
export function UnresolvedTypes({
  unresolved,
  known,
  onCountAgain,
}: {
  unresolved: readonly { id: string; parts: number }[];
  known: Known;
  onCountAgain: () => void;
}) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<readonly string[]>([]);
  const open = unresolved.filter(({ id }) => !given.includes(id));
  if (unresolved.length === 0 && given.length === 0) return <p>{t('types.allResolved')}</p>;
  return (
    <section className="card type-unresolved" aria-labelledby="unresolved">
      <h3 id="unresolved">{t('types.unresolved')}</h3>
      <p className="muted">{t('types.unresolvedHint')}</p>
      {given.length > 0 && (
        <div className="stock-choices">
          <p className="note" role="status">
            {t('types.given', { ids: given.join(', ') })}
          </p>
          <button type="button" className="button" onClick={onCountAgain}>
            {t('types.again')}
          </button>
        </div>
      )}
      <ul>
        {open.slice(0, SHOWN).map(({ id, parts }) => (
          <Unresolved
            key={id}
            id={id}
            parts={parts}
            known={known}
            onGiven={() => setGiven((before) => [...before, id])}
          />
        ))}
      </ul>
      {open.length > SHOWN && (
        <p className="muted">{t('types.moreUnresolved', { n: open.length - SHOWN })}</p>
      )}
    </section>
  );
}

function Unresolved({
  id,
  parts,
  known,
  onGiven,
}: {
  id: string;
  parts: number;
  known: Known;
  onGiven: () => void;
}) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const changed = useIdsChanged();
  const { watched, done } = useUnsavedForm();
  const giving = useMutation({
    mutationFn: (means: string) => dataOf(api.PATCH('/v1/part-type-ids', { body: { set: [{ id, means }] } })),
    onSuccess: () => {
      done();
      changed();
      onGiven();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const means = fieldOf(new FormData(event.currentTarget), 'means').trim();
    if (means !== '' && !giving.isPending) giving.mutate(means);
  };
  return (
    <li className="type-entry">
      <form className="stock-fields" aria-label={t('types.giveTo', { id })} onSubmit={submit} {...watched}>
        <span className="number">{id}</span>
        <span>{t('types.parts', { n: new Intl.NumberFormat(i18n.language).format(parts) })}</span>
        {may('imports:write') && (
          <>
            <Meaning
              label={t('types.meaningOf', { id })}
              isLabelHidden
              options={`types-${id}`}
              known={known}
            />
            <button type="submit" className="button" disabled={giving.isPending}>
              {t('types.give')}
            </button>
          </>
        )}
      </form>
      {giving.isError && <ProblemNote error={giving.error} />}
    </li>
  );
}
