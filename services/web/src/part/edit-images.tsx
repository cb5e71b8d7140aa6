import { ApiProblem } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { ConfirmButton } from '../shown/confirm-button.tsx';
import { Picture } from '../shown/picture.tsx';
import { ProblemNote } from '../shown/states.tsx';
import { freeImageName, imageNameOf } from './image-name.ts';
import { partQuery } from './part-query.ts';
import './edit-images.css';

type Image = NonNullable<Answers['part']['media'][number]['image']>;

/** Of a part. */
const MAX_IMAGES = 24;
const TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** For who publishes the part: puts pictures up and down, sorts them and says what is to be seen. */
export function EditImages({ part }: { part: Answers['part'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const images = part.media.flatMap(({ image }) => image ?? []);
  const [progress, setProgress] = useState<{ n: number; of: number }>();
  const [failed, setFailed] = useState<string>();
  const [replaces, setReplaces] = useState(false);
  const path = (image: Pick<Image, 'name'>) => ({
    params: { path: { partId: part.partId, imageName: image.name } },
  });
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onMutate: () => setFailed(undefined),
    onSettled: () => {
      setProgress(undefined);
      // Hits have the first picture.
      void queries.invalidateQueries({ queryKey: ['search'] });
      return queries.invalidateQueries(partQuery(part.partId));
    },
  });

  /** One after the other, in the order in which they were chosen; what is up stays up where another fails. */
  async function add(files: readonly File[]): Promise<void> {
    const taken = new Set(images.map(({ name }) => name));
    for (const [index, file] of files.entries()) {
      setProgress({ n: index + 1, of: files.length });
      setFailed(file.name);
      if (replaces) await put(imageNameOf(file.name), file, {});
      else await putNew(file, taken);
    }
    setFailed(undefined);
  }

  /**
   * Cameras call many pictures the same: none takes another's place unless somebody wants that. By its own name the very same
   * one is known for up already, when it is chosen once more after another failed.
   */
  async function putNew(file: File, taken: Set<string>): Promise<void> {
    let name = imageNameOf(file.name);
    for (let more = MAX_IMAGES; ; more -= 1) {
      taken.add(name);
      try {
        return await put(name, file, { 'If-None-Match': '*' });
      } catch (error) {
        if (!(error instanceof ApiProblem && error.status === 412) || more === 0) throw error;
        name = freeImageName(file.name, taken);
      }
    }
  }

  async function put(name: string, file: File, headers: Record<string, string>): Promise<void> {
    await api.PUT('/v1/parts/{partId}/images/{imageName}', {
      ...path({ name }),
      // The document calls bytes a string.
      body: file as never,
      bodySerializer: (body: unknown) => body as File,
      headers: { 'Content-Type': TYPES.includes(file.type) ? file.type : 'image/png', ...headers },
    });
  }

  const patch = (image: Image, body: { position?: number; caption?: { zh: string; en: string } }) =>
    change.mutate(() => api.PATCH('/v1/parts/{partId}/images/{imageName}', { ...path(image), body }));

  function saveCaption(event: FormEvent<HTMLFormElement>, image: Image): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    patch(image, { caption: { zh: String(given.get('zh') ?? ''), en: String(given.get('en') ?? '') } });
  }

  return (
    <div className="edit-images">
      <label className="field">
        <span>{t('imageEdit.add')}</span>
        <input
          type="file"
          name="images"
          multiple
          accept={TYPES.join(',')}
          disabled={change.isPending}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // The same file again is a choice again.
            event.target.value = '';
            if (files.length > 0) change.mutate(() => add(files));
          }}
        />
      </label>
      <label className="edit-images-replace">
        <input
          type="checkbox"
          checked={replaces}
          disabled={change.isPending}
          onChange={(event) => setReplaces(event.target.checked)}
        />{' '}
        {t('imageEdit.replace')}
      </label>
      <p role="status">{progress !== undefined && t('imageEdit.adding', progress)}</p>
      {change.isError && (
        <>
          {failed !== undefined && <p>{t('imageEdit.failed', { name: failed })}</p>}
          <ProblemNote error={change.error} />
        </>
      )}
      <ol>
        {images.map((image, index) => (
          <li key={image.name} className="edit-image">
            <span className="edit-image-box">
              <Picture image={image} alt="" sizes="4rem" />
            </span>
            <form onSubmit={(event) => saveCaption(event, image)}>
              <p className="edit-image-name">{image.name}</p>
              {(['zh', 'en'] as const).map((language) => (
                <input
                  key={language}
                  className="input"
                  name={language}
                  lang={language}
                  maxLength={300}
                  defaultValue={image.caption[language] ?? ''}
                  aria-label={t(language === 'zh' ? 'imageEdit.captionZh' : 'imageEdit.captionEn', {
                    name: image.name,
                  })}
                />
              ))}
              <span className="edit-image-buttons">
                <button type="submit" className="button" disabled={change.isPending}>
                  {t('action.save')}
                </button>
                <button
                  type="button"
                  className="button"
                  aria-label={t('imageEdit.first', { name: image.name })}
                  disabled={change.isPending || index === 0}
                  onClick={() => patch(image, { position: index - 1 })}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="button"
                  aria-label={t('imageEdit.last', { name: image.name })}
                  disabled={change.isPending || index === images.length - 1}
                  onClick={() => patch(image, { position: index + 1 })}
                >
                  ↓
                </button>
                <ConfirmButton
                  text={t('imageEdit.remove')}
                  label={t('imageEdit.removeNamed', { name: image.name })}
                  question={t('imageEdit.removeSure')}
                  pending={change.isPending}
                  onConfirm={() =>
                    change.mutate(() => api.DELETE('/v1/parts/{partId}/images/{imageName}', path(image)))
                  }
                />
              </span>
            </form>
          </li>
        ))}
      </ol>
    </div>
  );
}
