import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { RELEASE_KINDS, type ReleaseKind } from '../imports/import-kinds.ts';
import { rulesQuery } from './release-queries.ts';
import { changedLimits, LIMITS, limitText, type RulesDraft, withoutSent } from './rules-draft.ts';

type Rules = Answers['releaseRules'];

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
      {rules.data !== undefined && <RulesForm kind={kind} rules={rules.data} />}
    </div>
  );
}

function RulesForm({ kind, rules }: { kind: ReleaseKind; rules: Rules }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<RulesDraft>({});
  const saving = useMutation({
    mutationFn: async ({ changed }: { typed: RulesDraft; changed: Partial<Rules> }) => {
      // All four are set at once: those that weren't touched are as they are by now, not as they were when this view came.
      const now = await queryClient.fetchQuery({ ...rulesQuery(kind), staleTime: 0 });
      const body = { ...now, ...changed };
      return (await dataOf(api.PUT('/v1/release-rules', { params: { query: { kind } }, body }))).rules;
    },
    onSuccess: (saved, { typed }) => {
      queryClient.setQueryData(rulesQuery(kind).queryKey, saved);
      setDraft((now) => withoutSent(now, typed));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate({ typed: draft, changed: changedLimits(draft, rules) });
  };
  const isTouched = Object.keys(draft).length > 0;
  return (
    <form onSubmit={submit}>
      {LIMITS.map((name) => (
        <label key={name} className="field">
          <span>{t(`releases.rule.${name}`)}</span>
          <input
            className="input"
            type="number"
            name={name}
            min={0}
            max={name.endsWith('Percent') ? 100 : 1_000_000_000}
            step={name.endsWith('Percent') ? 'any' : 1}
            value={draft[name] ?? limitText(rules[name])}
            onChange={({ target }) => setDraft((now) => ({ ...now, [name]: target.value }))}
            placeholder={t('releases.noLimit')}
            disabled={!may('imports:write')}
          />
        </label>
      ))}
      {saving.isError && <ProblemNote error={saving.error} />}
      {may('imports:write') && (
        // Not disabled meanwhile: it would lose the focus.
        <button type="submit" className="button" aria-disabled={saving.isPending}>
          {t(saving.isPending ? 'state.sending' : 'action.save')}
        </button>
      )}
      <p className="muted" role="status">
        {saving.isSuccess && !isTouched && t('releases.rulesSaved')}
      </p>
    </form>
  );
}
