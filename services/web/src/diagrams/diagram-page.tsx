import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { loadTexts } from '../app/texts.ts';
import { useViewName } from '../app/view-title.ts';
import { useMay } from '../session/session.ts';
import { LazyPart } from '../shown/lazy-part.tsx';
import { localName } from '../shown/local-name.ts';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { useWide } from '../shown/use-media.ts';
import { diagramQuery } from './diagram-queries.ts';
import { DiagramVehicle } from './diagram-vehicle.tsx';
import { DrawingArea } from './drawing-area.tsx';
import { errorOfAll, mayFit } from './may-fit.ts';
import { SpotContent } from './spot-content.tsx';
import { spotFitsQuery } from './spot-fits.ts';
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
  const picture = useRef<HTMLDivElement>(null);
  const wide = useWide();
  const { vehicleId, vin } = search;
  const all = useMemo(() => spotGroups(diagram), [diagram]);
  const fits = useQuery(spotFitsQuery(all, { vehicleId, vin }));
  const unchecked = fits.data === undefined ? null : errorOfAll(fits.data);
  const isFiltered = search.only === 'fitting' && fits.data !== undefined && unchecked === null;
  const groups = useMemo(
    () => (isFiltered ? all.filter((group) => mayFit(group, fits.data)) : all),
    [all, isFiltered, fits.data],
  );
  const vehicle = useMemo(
    () => ({ ...(vehicleId === undefined ? {} : { vehicleId }), ...(vin === undefined ? {} : { vin }) }),
    [vehicleId, vin],
  );
  // A mouse that lies still is over something else after each scroll: it mustn't hide what the keys have reached.
  const [pointed, setPointed] = useState<string>();
  const [reached, setReached] = useState<string>();
  const [editing, setEditing] = useState(false);
  const may = useMay();
  const ofPart = groups.find(({ parts }) => parts.some(({ partId }) => partId === search.partId))?.label;
  const chosen = search.spot ?? ofPart;
  const title = localName(diagram.title, i18n.language) || t('diagrams.untitled');
  useViewName(title);

  useEffect(() => {
    // On a phone what is chosen stands below the drawing, which stays in sight.
    if (chosen === undefined || !wide) return;
    rows.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, wide]);

  const choose = useCallback(
    (label: string) =>
      void navigate({ search: (before) => ({ ...before, spot: label }), replace: true, resetScroll: false }),
    [navigate],
  );
  const chooseRow = useCallback(
    (label: string) => {
      choose(label);
      if (!wide) picture.current?.scrollIntoView({ block: 'start' });
    },
    [choose, wide],
  );
  const chosenGroup = wide ? undefined : all.find(({ label }) => label === chosen);

  return (
    <>
      <h1>{title}</h1>
      <DiagramVehicle />
      {fits.isError && <ProblemNote error={fits.error} retry={() => fits.refetch()} />}
      {unchecked !== null && (
        <div className="problem" role="alert">
          <p>{t('diagrams.unchecked')}</p>
          <p className="problem-detail" lang="en">
            {unchecked.message}
          </p>
        </div>
      )}
      <div className="diagram-columns">
        {diagram.image === null ? (
          <p className="note">{t('diagrams.noPicture')}</p>
        ) : (
          <div ref={picture} className="diagram-drawing">
            <DrawingArea
              image={diagram.image}
              title={title}
              groups={groups}
              shown={[pointed, reached, chosen]}
              onPoint={setPointed}
              onReach={setReached}
              onChoose={choose}
            />
            {chosenGroup !== undefined && (
              <section className="card diagram-chosen" aria-live="polite">
                <h2>{t('diagrams.chosen', { label: chosenGroup.label })}</h2>
                <SpotContent group={chosenGroup} vehicle={vehicle} fits={fits.data} />
              </section>
            )}
          </div>
        )}
        <div className="diagram-rows" ref={rows}>
          {groups.length === 0 ? (
            <Empty title={t(isFiltered ? 'diagrams.noneFits' : 'diagrams.noParts')} />
          ) : (
            <SpotRows
              groups={groups}
              pointed={[pointed, reached]}
              chosen={chosen}
              vehicle={vehicle}
              fits={fits.data}
              onPoint={setPointed}
              onReach={setReached}
              onChoose={chooseRow}
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
