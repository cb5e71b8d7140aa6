import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { ProblemNote } from '../shown/states.tsx';
import { useUnsaved } from '../shown/use-unsaved.ts';
import {
  atVersion,
  bodyOf,
  type DiagramDraft,
  draftOf,
  saysTheSame,
  withChanged,
  withoutSpot,
  withSpot,
  withSpotAsBefore,
} from './diagram-draft.ts';
import { putDiagramPicture } from './put-diagram-picture.ts';
import type { SpotBox } from './spot-box.ts';
import { SpotCanvas } from './spot-canvas.tsx';
import { SpotFields } from './spot-fields.tsx';
import './edit-diagram.css';

/** For who put the drawing up: its title and vehicles, its picture, and where its spots lie and lead to. */
export function EditDiagram({ diagram }: { diagram: Answers['diagram'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [begun] = useState(() => draftOf(diagram));
  const [draft, setDraft] = useState(begun);
  const [chosen, setChosen] = useState<number>();
  /** The spot that the next drag places. */
  const [placing, setPlacing] = useState<number | 'new'>();
  /** What can be taken back: the last change of where a spot is. */
  const [undo, setUndo] = useState<{ before: DiagramDraft; key: number }>();
  const params = { path: { diagramId: diagram.diagramId } };
  /** What was written last from here. */
  const [written, setWritten] = useState<DiagramDraft>();
  /** Somebody else has written since: what is here can't be saved any more. */
  const [overtaken, setOvertaken] = useState(false);
  useUnsaved(!saysTheSame(written ?? begun, draft));
  const change = useMutation({
    mutationFn: (work: () => Promise<Answers['diagram']>) => work(),
    async onSuccess(saved) {
      if (atVersion(draft, saved.version) === undefined) setOvertaken(true);
      setDraft((now) => atVersion(now, saved.version) ?? now);
      await queries.invalidateQueries({ queryKey: ['diagram'] });
      await queries.invalidateQueries({ queryKey: ['diagrams'] });
    },
    onError(error) {
      if (error instanceof ApiProblem && error.code === 'diagram-changed') setOvertaken(true);
    },
  });
  function save(): void {
    const given = draft;
    change.mutate(async () => {
      const saved = await dataOf(api.PUT('/v1/diagrams/{diagramId}', { params, body: bodyOf(given) }));
      setWritten(given);
      return saved;
    });
  }
  const addSpot = (box?: Parameters<typeof withSpot>[1]) => {
    const { draft: next, key } = withSpot(draft, box);
    setUndo({ before: draft, key });
    setDraft(next);
    setChosen(key);
  };
  const place = (box: SpotBox) => {
    if (typeof placing === 'number') {
      setUndo({ before: draft, key: placing });
      setDraft(withChanged(draft, placing, box));
    } else addSpot(box);
    setPlacing(undefined);
  };
  return (
    <div className="edit-diagram">
      {(['zh', 'en'] as const).map((language) => (
        <label key={language} className="field">
          <span>{t(language === 'zh' ? 'diagramEdit.titleZh' : 'diagramEdit.titleEn')}</span>
          <input
            className="input"
            lang={language}
            maxLength={200}
            value={draft.title[language]}
            onChange={(event) =>
              setDraft({ ...draft, title: { ...draft.title, [language]: event.target.value } })
            }
          />
        </label>
      ))}
      <label className="field">
        <span>{t('diagramEdit.vehicles')}</span>
        <textarea
          className="input"
          rows={3}
          value={draft.vehicleIds}
          onChange={(event) => setDraft({ ...draft, vehicleIds: event.target.value })}
        />
      </label>
      <label className="field">
        <span>{t('diagramEdit.picture')}</span>
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          disabled={change.isPending}
          onChange={(event) => {
            const file = event.target.files?.item(0);
            event.target.value = '';
            if (file) change.mutate(() => putDiagramPicture(diagram.diagramId, draft.version, file));
          }}
        />
      </label>
      {diagram.image !== null && (
        <>
          <p className="part-actions">
            <button
              type="button"
              className="button"
              aria-pressed={placing === 'new'}
              onClick={() => setPlacing(placing === 'new' ? undefined : 'new')}
            >
              {t('diagramEdit.drawNew')}
            </button>
            <button
              type="button"
              className="button"
              disabled={undo === undefined}
              onClick={() => {
                if (undo !== undefined) setDraft(withSpotAsBefore(draft, undo.before, undo.key));
                setUndo(undefined);
              }}
            >
              {t('diagramEdit.undo')}
            </button>
            <span className="muted" aria-live="polite">
              {t(placing === undefined ? 'diagramEdit.choosePlace' : 'diagramEdit.draw')}
            </span>
          </p>
          <SpotCanvas
            image={diagram.image}
            boxes={draft.spots}
            chosen={chosen}
            placing={placing !== undefined}
            onPlace={place}
          />
        </>
      )}
      <ul className="edit-spots">
        {draft.spots.map((spot) => (
          <SpotFields
            key={spot.key}
            spot={spot}
            parts={diagram.parts}
            chosen={spot.key === chosen}
            placing={spot.key === placing}
            onPlace={() => {
              setChosen(spot.key);
              setPlacing(placing === spot.key ? undefined : spot.key);
            }}
            onChange={(given) => setDraft((now) => withChanged(now, spot.key, given))}
            onRemove={() => {
              setUndo({ before: draft, key: spot.key });
              setDraft(withoutSpot(draft, spot.key));
              if (placing === spot.key) setPlacing(undefined);
            }}
          />
        ))}
      </ul>
      <p className="part-actions">
        <button type="button" className="button" onClick={() => addSpot()}>
          {t('diagramEdit.addSpot')}
        </button>
        <button type="button" className="button button-primary" disabled={change.isPending} onClick={save}>
          {t('action.save')}
        </button>
        <span role="status">
          {change.isSuccess && written !== undefined && saysTheSame(written, draft) && t('diagramEdit.saved')}
        </span>
      </p>
      {overtaken && (
        <p className="note" role="alert">
          {t('diagramEdit.overtaken')}
        </p>
      )}
      {change.isError && !overtaken && <ProblemNote error={change.error} />}
    </div>
  );
}
