import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { fieldOf } from '../../shown/field-of.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { profilesQuery } from './import-queries.ts';
import type { MappingDraft } from './mapping-draft.ts';

/** A mapping is taken from a profile, and saved as one: files with the same headings are then read by it. */
export function ProfileFields({
  preview,
  mapping,
  chosen,
  waits,
  changes,
  onChoose,
  onSaved,
}: {
  preview: Answers['importPreview'];
  /** JSON, where it is another than the preview's. */
  mapping: string | undefined;
  chosen: string;
  /** Until the preview is of what was last changed: it is what is saved. */
  waits: boolean;
  /** What was changed by hand. */
  changes: MappingDraft | undefined;
  /** Empty for none. */
  onChoose: (name: string) => void;
  /** `changes` as they were when they were sent. */
  onSaved: (name: string, changes: MappingDraft | undefined) => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { kind, headings } = preview;
  const profiles = useQuery(profilesQuery);
  const own = profiles.data?.filter((each) => each.kind === kind) ?? [];
  const refresh = () => queryClient.invalidateQueries({ queryKey: profilesQuery.queryKey });
  const saving = useMutation({
    mutationFn: ({ profileName }: { profileName: string; changes: MappingDraft | undefined }) =>
      api.PUT('/v1/mapping-profiles/{profileName}', {
        params: { path: { profileName }, query: { kind } },
        body: {
          mapping: mapping === undefined ? preview.mapping : JSON.parse(mapping),
          headings: headings.map(({ heading }) => heading),
        },
      }),
    onSuccess: async (_, { profileName, changes: sent }) => {
      await refresh();
      onSaved(profileName, sent);
    },
  });
  const deleting = useMutation({
    mutationFn: (profileName: string) =>
      api.DELETE('/v1/mapping-profiles/{profileName}', {
        params: { path: { profileName }, query: { kind } },
      }),
    onSuccess: async () => {
      await refresh();
      onChoose('');
    },
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = fieldOf(new FormData(event.currentTarget), 'profile').trim();
    if (name !== '' && !waits && !saving.isPending) saving.mutate({ profileName: name, changes });
  };
  const current = chosen === '' ? (preview.profile ?? '') : chosen;
  return (
    <div className="mapping-profiles">
      <h4>{t('imports.profile')}</h4>
      <div className="console-filters">
        {own.length > 0 && (
          <label>
            <span>{t('imports.profileOf')}</span>
            <select className="input" value={current} onChange={({ target }) => onChoose(target.value)}>
              <option value="">{t('imports.noProfile')}</option>
              {own.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <form className="console-filters" onSubmit={save}>
          <label>
            <span>{t('imports.profileName')}</span>
            <input
              key={current}
              className="input"
              name="profile"
              maxLength={100}
              defaultValue={current}
              autoComplete="off"
            />
          </label>
          <button type="submit" className="button" disabled={waits || saving.isPending}>
            {t('imports.profileSave')}
          </button>
        </form>
        {current !== '' && own.some(({ name }) => name === current) && (
          <ConfirmButton
            text={t('imports.profileDelete')}
            label={t('imports.profileDelete')}
            question={t('imports.profileDeleteSure', { name: current })}
            pending={deleting.isPending}
            onConfirm={() => deleting.mutate(current)}
          />
        )}
      </div>
      <p className="muted" aria-live="polite">
        {saving.isSuccess && t('imports.profileSaved')}
      </p>
      {saving.isError && <ProblemNote error={saving.error} />}
      {deleting.isError && <ProblemNote error={deleting.error} />}
    </div>
  );
}
