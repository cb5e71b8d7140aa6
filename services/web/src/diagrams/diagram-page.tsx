import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { loadTexts } from '../app/texts.ts';
import { useViewName } from '../app/view-title.ts';
import { useMay } from '../session/session.ts';
import { LazyPart } from '../shown/lazy-part.tsx';
import { localName } from '../shown/local-name.ts';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { diagramQuery } from './diagram-queries.ts';
import { DrawingArea } from './drawing-area.tsx';
import { spotGroups } from './spot-groups.ts';
import { SpotRows } from './spot-rows.tsx';
import './diagrams.css';

const EditDiagram = lazy(async () => {
  const [{ EditDiagram: component }] = await Promise.all([
    import('./edit-diagram.tsx'),
    loadTexts('console'),
  ]);
  return { default: component };
});

export function DiagramPage() {
  const { diagramId } = useParams({ from: '/diagrams/$diagramId' });
  const { publisher } = useSearch({ from: '/diagrams/$diagramId' });
  const diagram = useQuery(diagramQuery(diagramId, publisher));
  return (
    <main className="page" id="content">
      {diagram.isPending && <Loading lines={10} />}
      {diagram.isError && <ProblemNote error={diagram.error} retry={() => diagram.refetch()} />}
      {diagram.data !== undefined && <Drawing diagram={diagram.data} />}
    </main>
  );
}

/** The drawing and its parts, each of which shows where the other is. */
function Drawing({ diagram }: { diagram: Answers['diagram'] }) {
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/diagrams/$diagramId' });
  const navigate = useNavigate({ from: '/diagrams/$diagramId' });
  const rows = useRef<HTMLDivElement>(null);
  const groups = spotGroups(diagram);
  const [pointed, setPointed] = useState<string>();
  const [editing, setEditing] = useState(false);
  const may = useMay();
  const ofPart = groups.find(({ parts }) => parts.some(({ partId }) => partId === search.partId))?.label;
  const chosen = search.spot ?? ofPart;
  const title = localName(diagram.title, i18n.language) || t('diagrams.untitled');
  useViewName(title);

  useEffect(() => {
    if (chosen === undefined) return;
    rows.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const choose = (label: string) =>
    void navigate({ search: (before) => ({ ...before, spot: label }), replace: true, resetScroll: false });

  return (
    <>
      <h1>{title}</h1>
      <div className="diagram-columns">
        {diagram.image === null ? (
          <p className="note">{t('diagrams.noPicture')}</p>
        ) : (
          <DrawingArea
            image={diagram.image}
            title={title}
            groups={groups}
            shown={[pointed, chosen]}
            onPoint={setPointed}
            onChoose={choose}
          />
        )}
        <div className="diagram-rows" ref={rows}>
          {groups.length === 0 ? (
            <Empty title={t('diagrams.noParts')} />
          ) : (
            <SpotRows
              groups={groups}
              pointed={pointed}
              chosen={chosen}
              vehicleId={search.vehicleId}
              vin={search.vin}
              onPoint={setPointed}
              onChoose={choose}
            />
          )}
        </div>
      </div>
      {diagram.own && may('imports:write') && (
        <details
          className="card own-diagram"
          onToggle={(event) => {
            // Closed, it is out of sight; what was changed in it stays.
            if (event.target === event.currentTarget && event.currentTarget.open) setEditing(true);
          }}
        >
          <summary>{t('diagrams.edit')}</summary>
          {editing && (
            <LazyPart fallback={<Loading lines={4} />}>
              <EditDiagram key={diagram.diagramId} diagram={diagram} />
            </LazyPart>
          )}
        </details>
      )}
    </>
  );
}
