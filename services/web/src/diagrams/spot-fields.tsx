import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { ProblemNote } from '../shown/states.tsx';
import type { DraftSpot } from './diagram-draft.ts';
import { boxWith, type SpotBox } from './spot-box.ts';

const SIDES = [
  ['x', 'diagramEdit.left'],
  ['y', 'diagramEdit.top'],
  ['width', 'diagramEdit.width'],
  ['height', 'diagramEdit.height'],
] as const;
const TEXTS = [
  ['label', 'diagramEdit.label', 20],
  ['number', 'diagramEdit.number', 100],
  ['make', 'diagramEdit.make', 100],
] as const;

/** A spot's label, number, parts and place. */
export function SpotFields({
  spot,
  parts,
  chosen,
  placing,
  onPlace,
  onChange,
  onRemove,
}: {
  spot: DraftSpot;
  parts: Answers['diagram']['parts'];
  chosen: boolean;
  placing: boolean;
  onPlace: () => void;
  onChange: (change: Partial<DraftSpot>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const [named, setNamed] = useState<ReadonlyMap<string, string>>(new Map());
  const nameOf = (partId: string) => {
    const part = parts.find((each) => each.partId === partId);
    return part === undefined ? (named.get(partId) ?? partId) : `${part.brand} ${part.partNumber}`;
  };
  const find = useMutation({
    mutationFn: (asked: string) =>
      dataOf(api.GET('/v1/numbers/{number}', { params: { path: { number: asked }, query: {} } })),
    onSuccess({ matches }, asked) {
      const found = matches.find(({ via }) => via?.kind === 'own') ?? matches[0];
      if (found === undefined) return;
      const { partId, brand, partNumber } = found.part;
      setNamed(new Map(named).set(partId, `${brand} ${partNumber}`));
      onChange({ partIds: [...new Set([...spot.partIds, partId])] });
      // What was typed since is the next one.
      setNumber((now) => (now.trim() === asked ? '' : now));
    },
  });
  return (
    <li className={chosen ? 'card edit-spot edit-spot-on' : 'card edit-spot'}>
      <div className="edit-spot-row">
        <button type="button" className="button" aria-pressed={placing} onClick={onPlace}>
          {t('diagramEdit.choose')} {spot.label}
        </button>
        {TEXTS.map(([field, text, max]) => (
          <label key={field}>
            <span>{t(text)}</span>
            <input
              className="input"
              maxLength={max}
              size={field === 'label' ? 4 : 14}
              value={spot[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <div className="edit-spot-row">
        {SIDES.map(([side, text]) => (
          <label key={side}>
            <span>{t(text)}</span>
            <input
              className="input"
              type="number"
              min={0}
              max={100}
              step={0.5}
              value={Math.round(spot[side] * 10_000) / 100}
              onChange={(event) => onChange(boxWith(spot as SpotBox, side, event.target.valueAsNumber))}
            />
          </label>
        ))}
      </div>
      <div className="edit-spot-row">
        {spot.partIds.map((partId) => (
          <span key={partId} className="chip">
            {nameOf(partId)}
            <button
              type="button"
              className="button button-quiet"
              aria-label={t('diagramEdit.removePart', { part: nameOf(partId) })}
              onClick={() => onChange({ partIds: spot.partIds.filter((each) => each !== partId) })}
            >
              ×
            </button>
          </span>
        ))}
        <form
          className="edit-spot-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (number.trim() !== '') find.mutate(number.trim());
          }}
        >
          <label>
            <span>{t('diagramEdit.partNumber')}</span>
            <input
              className="input"
              maxLength={100}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
          <button type="submit" className="button" disabled={find.isPending}>
            {t('diagramEdit.addPart')}
          </button>
        </form>
        <button
          type="button"
          className="button"
          aria-label={t('diagramEdit.removeSpot', { label: spot.label })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      {find.data?.matches.length === 0 && <p role="alert">{t('diagramEdit.partUnknown')}</p>}
      {find.isError && <ProblemNote error={find.error} />}
    </li>
  );
}
