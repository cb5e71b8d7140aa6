import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { fieldOf } from '../shown/field-of.ts';
import { ProblemNote } from '../shown/states.tsx';
import { putDiagramPicture } from './put-diagram-picture.ts';

/** What this form has put up, but for its picture. */
interface Begun {
  diagramId: string;
  version: number;
}

/**
 * Puts a drawing up with a spot for this part, and leads to where it is placed. A drawing of that id isn't written over but the one
 * that this form has put up itself, whose picture was refused: it goes on from there.
 */
export function NewDiagram({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isUntitled, setUntitled] = useState(true);
  const [begun, setBegun] = useState<Begun>();
  const create = useMutation({
    async mutationFn(given: { diagramId: string; zh: string; en: string; file: File }) {
      const { diagramId, zh, en, file } = given;
      const own = begun?.diagramId === diagramId ? begun : undefined;
      const there = own === undefined ? await diagramOf(diagramId) : undefined;
      if (there !== undefined) return { taken: there };
      const spot = { label: '1', x: 0.45, y: 0.45, width: 0.1, height: 0.1, partIds: [partId] };
      const { version } = await dataOf(
        api.PUT('/v1/diagrams/{diagramId}', {
          params: { path: { diagramId } },
          // Refused where somebody else has gone on with it meanwhile.
          body: { title: { zh, en }, spots: [spot], ...(own === undefined ? {} : { version: own.version }) },
        }),
      );
      setBegun({ diagramId, version });
      return { made: await putDiagramPicture(diagramId, version, file) };
    },
    async onSuccess({ made }) {
      if (made === undefined) return;
      const { diagramId, publisher } = made;
      await navigate({ to: '/diagrams/$diagramId', params: { diagramId }, search: { publisher, partId } });
    },
  });
  /** In one language at least. */
  function hearTitles({ currentTarget: { form } }: FormEvent<HTMLInputElement>): void {
    if (form === null) return;
    const given = new FormData(form);
    setUntitled(['zh', 'en'].every((name) => fieldOf(given, name).trim() === ''));
  }
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
      <p className="muted">{t('diagramEdit.needed')}</p>
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
        <input
          className="input"
          name="zh"
          lang="zh"
          maxLength={200}
          required={isUntitled}
          onChange={hearTitles}
        />
      </label>
      <label className="field">
        <span>{t('diagramEdit.titleEn')}</span>
        <input
          className="input"
          name="en"
          lang="en"
          maxLength={200}
          required={isUntitled}
          onChange={hearTitles}
        />
      </label>
      <label className="field">
        <span>{t('diagramEdit.picture')}</span>
        <input type="file" name="file" required accept="image/png,image/jpeg,image/webp" />
      </label>
      <button type="submit" className="button" disabled={create.isPending}>
        {t('diagramEdit.create')}
      </button>
      {create.data?.taken !== undefined && (
        <p role="alert">
          {t('diagramEdit.taken')}{' '}
          <Link
            to="/diagrams/$diagramId"
            params={{ diagramId: create.data.taken.diagramId }}
            search={{ publisher: create.data.taken.publisher, partId }}
          >
            {t('diagramEdit.open')}
          </Link>
        </p>
      )}
      {create.isError && <ProblemNote error={create.error} />}
    </form>
  );
}

async function diagramOf(diagramId: string): Promise<Answers['diagram'] | undefined> {
  try {
    return await dataOf(api.GET('/v1/diagrams/{diagramId}', { params: { path: { diagramId }, query: {} } }));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}
