import { dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { fieldOf } from '../../shown/field-of.ts';
import { localName } from '../../shown/local-name.ts';
import { Refusal } from '../../shown/refusal.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { LEFT, type LeftImages, partsOfNumber } from './left-queries.ts';

type Found = Awaited<ReturnType<typeof partsOfNumber>>;

/** The pictures of a part that is gone: given to another part, or taken down. */
export function LeftImagesEntry({ part: { partId, brand, partNumber, images } }: { part: LeftImages }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const name = partNumber === null ? partId : `${brand ?? ''} ${partNumber}`.trim();
  const refresh = () => queryClient.invalidateQueries({ queryKey: LEFT });
  const removing = useMutation({
    mutationFn: () => dataOf(api.DELETE('/v1/left-images/{partId}', { params: { path: { partId } } })),
    onSuccess: refresh,
  });
  return (
    <li className="entry left-entry">
      <p>
        <bdi>
          {brand} <span className="number">{partNumber ?? partId}</span>
        </bdi>
      </p>
      <ul className="left-images">
        {images.map(({ name, caption, sources, width, height }) => (
          <li key={name}>
            <img
              src={sources.small}
              alt={localName(caption, i18n.language) || name}
              width={96}
              height={Math.max(1, Math.round((96 * height) / Math.max(1, width)))}
              loading="lazy"
            />
            <bdi className="muted">{name}</bdi>
          </li>
        ))}
      </ul>
      {may('imports:write') && (
        <div className="entry-actions">
          <MoveForm partId={partId} name={name} count={images.length} onMoved={refresh} />
          <ConfirmButton
            text={t('left.remove')}
            label={t('left.removeOf', { part: name })}
            question={t('left.removeSure', { n: images.length })}
            pending={removing.isPending}
            onConfirm={() => removing.mutate()}
          />
        </div>
      )}
      {removing.isError && <Refusal error={removing.error} texts={{ 'part-there': 'left.there' }} />}
    </li>
  );
}

/** By the number of the part that is to have them; where several have it, one of them is chosen. */
function MoveForm({
  partId,
  name,
  count,
  onMoved,
}: {
  partId: string;
  name: string;
  count: number;
  onMoved: () => unknown;
}) {
  const { t } = useTranslation();
  const [found, setFound] = useState<Found>();
  const { watched, done } = useUnsavedForm();
  const moving = useMutation({
    mutationFn: (toPartId: string) =>
      dataOf(api.POST('/v1/image-moves', { body: { fromPartId: partId, toPartId, onlyLeft: true } })),
    onSuccess: async () => {
      done();
      await onMoved();
    },
  });
  const looking = useMutation({
    mutationFn: partsOfNumber,
    onSuccess: (parts) => {
      setFound(parts);
      const [only, other] = parts;
      if (only !== undefined && other === undefined) moving.mutate(only.partId);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const number = fieldOf(new FormData(event.currentTarget), 'number').trim();
    if (number !== '' && !looking.isPending && !moving.isPending) looking.mutate(number);
  };
  return (
    <form className="left-move" onSubmit={submit} aria-label={t('left.moveOf', { part: name })} {...watched}>
      <label className="field">
        <span>{t('left.number')}</span>
        <input
          className="input"
          name="number"
          autoComplete="off"
          spellCheck={false}
          required
          maxLength={100}
        />
      </label>
      <button type="submit" className="button" disabled={looking.isPending || moving.isPending}>
        {t('left.move', { n: count })}
      </button>
      {found?.length === 0 && (
        <p className="problem" role="alert">
          {t('left.noPart')}
        </p>
      )}
      {found !== undefined && found.length > 1 && (
        <ul className="chips" aria-label={t('left.which')}>
          {found.map((each) => (
            <li key={each.partId}>
              <button
                type="button"
                className="chip"
                disabled={looking.isPending || moving.isPending}
                onClick={() => moving.mutate(each.partId)}
              >
                {each.brand} <span className="number">{each.partNumber}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {looking.isError && <ProblemNote error={looking.error} />}
      {moving.isError && (
        <Refusal
          error={moving.error}
          texts={{
            'images-too-many': 'left.tooMany',
            'part-not-own': 'left.notOwn',
            'part-there': 'left.there',
          }}
        />
      )}
    </form>
  );
}
