import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import { RELEASE_KINDS, type ReleaseKind } from '../imports/import-kinds.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { rulesQuery } from './release-queries.ts';
import {
  changedLimits,
  isElsewhere,
  LIMITS,
  limitText,
  type RulesDraft,
  withoutSent,
} from './rules-draft.ts';

type Rules = Answers['releaseRules'];
type Versioned = Answers['versionedRules'];

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
      {rules.data !== undefined && <RulesForm kind={kind} loaded={rules.data} />}
    </div>
  );
}

/** What another has set meanwhile isn't overwritten unseen: it is shown beside one's own. */
function RulesForm({ kind, loaded }: { kind: ReleaseKind; loaded: Versioned }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  // Read here, too: what has been put there is shown with the draft that goes, and not a moment after it.
  const { data: latest = loaded } = useQuery(rulesQuery(kind));
  const [draft, setDraft] = useState<RulesDraft>({});
  const [begun, setBegun] = useState(latest);
  const isTouched = Object.keys(draft).length > 0;
  // As long as nothing is typed the newest is shown; from then on what was looked at when it was begun.
  const seen = isTouched ? begun : latest;
  const isChanged = Object.keys(changedLimits(draft, seen.rules)).length > 0;
  useUnsaved(isChanged, 'search');
  const saving = useMutation({
    mutationFn: ({ over, changed }: { typed: RulesDraft; over: Versioned; changed: Partial<Rules> }) =>
      putRules(kind, over, changed),
    onSuccess: (saved, { typed }) => {
      queryClient.setQueryData(rulesQuery(kind).queryKey, saved);
      setBegun(saved);
      setDraft((now) => withoutSent(now, typed));
    },
  });
  const send = (over: Versioned) => {
    if (!saving.isPending) saving.mutate({ typed: draft, over, changed: changedLimits(draft, seen.rules) });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(seen);
  };
  const type = (name: keyof RulesDraft, value: string) => {
    if (!isTouched) setBegun(latest);
    setDraft((now) => ({ ...now, [name]: value }));
  };
  const current = currentOf(saving.error);
  return (
    <form onSubmit={submit} aria-label={t(`imports.kind.${kind}`)}>
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
            value={draft[name] ?? limitText(seen.rules[name])}
            onChange={({ target }) => type(name, target.value)}
            placeholder={t('releases.noLimit')}
            disabled={!may('imports:write')}
          />
        </label>
      ))}
      {current !== undefined && (
        <Conflict
          theirs={current.rules}
          mine={{ ...current.rules, ...saving.variables?.changed }}
          onTheirs={() => {
            queryClient.setQueryData(rulesQuery(kind).queryKey, current);
            setBegun(current);
            setDraft({});
            saving.reset();
          }}
          onMine={() => send(current)}
        />
      )}
      {saving.isError && current === undefined && <ProblemNote error={saving.error} />}
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

/** All four are set at once: what another has set meanwhile stays, unless it is one of those that are to be changed here. */
async function putRules(kind: ReleaseKind, over: Versioned, changed: Partial<Rules>): Promise<Versioned> {
  const { rules, rulesVersion } = over;
  const body = { ...rules, ...changed, rulesVersion };
  try {
    return await dataOf(api.PUT('/v1/release-rules', { params: { query: { kind } }, body }));
  } catch (error) {
    const current = currentOf(error);
    if (current === undefined || !isElsewhere(changed, over.rules, current.rules)) throw error;
    return await putRules(kind, current, changed);
  }
}

/** What another has set, where that is why nothing was written. */
function currentOf(error: unknown): Versioned | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'release-rules-changed') return undefined;
  return error.members.current as Versioned;
}

function Conflict({
  theirs,
  mine,
  onTheirs,
  onMine,
}: {
  theirs: Rules;
  mine: Rules;
  onTheirs: () => void;
  onMine: () => void;
}) {
  const { t } = useTranslation();
  const differing = LIMITS.filter((name) => theirs[name] !== mine[name]);
  const shown = (limit: number | null) => (limit === null ? t('releases.noLimit') : limitText(limit));
  return (
    <div className="problem" role="alert">
      <p>{t('releases.rulesChanged')}</p>
      <ScrollBox label={t('releases.rulesChanged')}>
        <table className="table table-small">
          <thead>
            <tr>
              <td />
              <th scope="col" className="numeric">
                {t('releases.rulesTheirs')}
              </th>
              <th scope="col" className="numeric">
                {t('releases.rulesMine')}
              </th>
            </tr>
          </thead>
          <tbody>
            {differing.map((name) => (
              <tr key={name}>
                <th scope="row">{t(`releases.rule.${name}`)}</th>
                <td className="numeric">{shown(theirs[name])}</td>
                <td className="numeric">{shown(mine[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="console-actions">
        <button type="button" className="button" onClick={onTheirs}>
          {t('releases.rulesTakeTheirs')}
        </button>
        <button type="button" className="button" onClick={onMine}>
          {t('releases.rulesSetMine')}
        </button>
      </p>
    </div>
  );
}
