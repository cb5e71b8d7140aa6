import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { RELEASE_KINDS, type ReleaseKind } from '../imports/import-kinds.ts';
import { rulesQuery } from './release-queries.ts';

type Rules = Answers['releaseRules'];

const FIELDS = ['maxRemoved', 'maxRemovedPercent', 'maxChanged', 'maxChangedPercent'] as const;

/** What may go live without anybody looking at it. */
export function ReleaseRules() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="release-rules">
      <h2 id="release-rules">{t('releases.rules')}</h2>
      <p className="muted">{t('releases.rulesHint')}</p>
      <div className="release-rules">
        {RELEASE_KINDS.map((kind) => (
          <KindRules key={kind} kind={kind} />
        ))}
      </div>
    </section>
  );
}

function KindRules({ kind }: { kind: ReleaseKind }) {
  const { t } = useTranslation();
  const rules = useQuery(rulesQuery(kind));
  return (
    <div className="card">
      <h3>{t(`imports.kind.${kind}`)}</h3>
      {rules.isPending && <Loading lines={4} />}
      {rules.isError && <ProblemNote error={rules.error} retry={() => rules.refetch()} />}
      {rules.data !== undefined && (
        <RulesForm key={JSON.stringify(rules.data)} kind={kind} rules={rules.data} />
      )}
    </div>
  );
}

function RulesForm({ kind, rules }: { kind: ReleaseKind; rules: Rules }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: async (body: Rules) =>
      (await dataOf(api.PUT('/v1/release-rules', { params: { query: { kind } }, body }))).rules,
    onSuccess: (saved) => queryClient.setQueryData(rulesQuery(kind).queryKey, saved),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (saving.isPending) return;
    const form = new FormData(event.currentTarget);
    const limit = (name: (typeof FIELDS)[number]) => {
      const given = fieldOf(form, name).trim();
      return given === '' ? null : Number(given);
    };
    saving.mutate({
      maxRemoved: limit('maxRemoved'),
      maxRemovedPercent: limit('maxRemovedPercent'),
      maxChanged: limit('maxChanged'),
      maxChangedPercent: limit('maxChangedPercent'),
    });
  };
  return (
    <form onSubmit={submit}>
      {FIELDS.map((name) => (
        <label key={name} className="field">
          <span>{t(`releases.rule.${name}`)}</span>
          <input
            className="input"
            type="number"
            name={name}
            min={0}
            max={name.endsWith('Percent') ? 100 : 1_000_000_000}
            step={name.endsWith('Percent') ? 'any' : 1}
            defaultValue={rules[name] ?? ''}
            placeholder={t('releases.noLimit')}
            disabled={!may('imports:write')}
          />
        </label>
      ))}
      {saving.isError && <ProblemNote error={saving.error} />}
      {may('imports:write') && (
        <button type="submit" className="button" disabled={saving.isPending}>
          {t('action.save')}
        </button>
      )}
    </form>
  );
}
