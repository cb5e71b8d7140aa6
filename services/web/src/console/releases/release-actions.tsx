import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { ProblemNote } from '../../shown/states.tsx';

/** What can be done with a release as it stands; each says in numbers what it will do before it does. */
export function ReleaseActions({ release }: { release: Answers['release'] }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const { releaseId, state, counts, retained } = release;
  const params = { params: { path: { releaseId } } };
  const doing = useMutation({
    mutationFn: async (what: 'publish' | 'rollBack' | 'discard'): Promise<unknown> => {
      if (what === 'publish') return api.POST('/v1/releases/{releaseId}/publish', params);
      if (what === 'rollBack') return api.POST('/v1/releases/{releaseId}/roll-back', params);
      return api.POST('/v1/releases/{releaseId}/discard', params);
    },
    // Also where it was refused: it may stand elsewhere by now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['releases'] }),
  });
  if (!may('imports:write')) return null;
  const whole = new Intl.NumberFormat(i18n.language);
  const numbers = {
    added: whole.format(counts.added),
    changed: whole.format(counts.changed),
    removed: whole.format(counts.removed),
    before: whole.format(counts.before),
  };
  const publishes = state === 'staged';
  const rollsBack = state === 'published' && retained;
  if (!publishes && !rollsBack && state !== 'published')
    return doing.isError ? <ProblemNote error={doing.error} /> : null;
  return (
    <div className="console-actions release-actions">
      {publishes && (
        <>
          <ConfirmButton
            text={t('releases.publish')}
            label={t('releases.publish')}
            question={t(counts.removed > 0 ? 'releases.publishRemoves' : 'releases.publishSure', numbers)}
            pending={doing.isPending}
            isMain
            onConfirm={() => doing.mutate('publish')}
          />
          <ConfirmButton
            text={t('releases.discard')}
            label={t('releases.discard')}
            question={t('releases.discardSure', numbers)}
            pending={doing.isPending}
            onConfirm={() => doing.mutate('discard')}
          />
        </>
      )}
      {rollsBack && (
        <ConfirmButton
          text={t('releases.rollBack')}
          label={t('releases.rollBack')}
          question={t('releases.rollBackSure', numbers)}
          pending={doing.isPending}
          onConfirm={() => doing.mutate('rollBack')}
        />
      )}
      {state === 'published' && !retained && <p className="muted">{t('releases.notRetained')}</p>}
      {doing.isError && <ProblemNote error={doing.error} />}
    </div>
  );
}
