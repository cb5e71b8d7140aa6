import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { ProblemNote } from '../shown/states.tsx';
import { putDiagramPicture } from './put-diagram-picture.ts';

/** Puts a drawing up with a spot for this part, and leads to where it is placed. A drawing of that id is not written over. */
export function NewDiagram({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useMutation({
    async mutationFn(given: { diagramId: string; zh: string; en: string; file: File }) {
      const { diagramId, zh, en, file } = given;
      if (await isThere(diagramId)) return undefined;
      const spot = { label: '1', x: 0.45, y: 0.45, width: 0.1, height: 0.1, partIds: [partId] };
      const { version } = await dataOf(
        api.PUT('/v1/diagrams/{diagramId}', {
          params: { path: { diagramId } },
          body: { title: { zh, en }, spots: [spot] },
        }),
      );
      return await putDiagramPicture(diagramId, version, file);
    },
    async onSuccess(made) {
      if (made === undefined) return;
      const { diagramId, publisher } = made;
      await navigate({ to: '/diagrams/$diagramId', params: { diagramId }, search: { publisher, partId } });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const file = given.get('file');
    if (file instanceof File)
      create.mutate({ diagramId: text('diagramId'), zh: text('zh'), en: text('en'), file });
  }
  return (
    <form className="form" onSubmit={submit}>
      <h3>{t('diagramEdit.new')}</h3>
      <label className="field">
        <span>{t('diagramEdit.id')}</span>
        <input
          className="input"
          name="diagramId"
          required
          maxLength={80}
          pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
        />
      </label>
      <label className="field">
        <span>{t('diagramEdit.titleZh')}</span>
        <input className="input" name="zh" lang="zh" maxLength={200} />
      </label>
      <label className="field">
        <span>{t('diagramEdit.titleEn')}</span>
        <input className="input" name="en" lang="en" maxLength={200} />
      </label>
      <label className="field">
        <span>{t('diagramEdit.picture')}</span>
        <input type="file" name="file" required accept="image/png,image/jpeg,image/webp" />
      </label>
      <button type="submit" className="button" disabled={create.isPending}>
        {t('diagramEdit.create')}
      </button>
      {create.isSuccess && create.data === undefined && <p role="alert">{t('diagramEdit.taken')}</p>}
      {create.isError && <ProblemNote error={create.error} />}
    </form>
  );
}

async function isThere(diagramId: string): Promise<boolean> {
  try {
    await api.GET('/v1/diagrams/{diagramId}', { params: { path: { diagramId }, query: {} } });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return false;
    throw error;
  }
}
