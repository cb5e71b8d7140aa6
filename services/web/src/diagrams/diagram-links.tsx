import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { localName } from '../shown/local-name.ts';
import { Picture } from '../shown/picture.tsx';
import { diagramsQuery } from './diagram-queries.ts';
import './diagrams.css';

/** Ways to the drawings that a part is on, or that a vehicle has; nothing where there are none. */
export function DiagramLinks({
  partId,
  vehicleId,
  vin,
}: {
  /** Of the vehicle's where it is missing. */
  partId?: string;
  vehicleId: string | undefined;
  vin: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const of = partId === undefined ? { vehicleId: vehicleId ?? '' } : { partId };
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...diagramsQuery(of),
    enabled: partId !== undefined || vehicleId !== undefined,
  });
  const diagrams = data?.pages.flatMap((page) => page.diagrams) ?? [];
  if (diagrams.length === 0 && !hasNextPage) return null;
  const title = t(partId === undefined ? 'diagrams.ofVehicle' : 'diagrams.ofPart');
  return (
    <section className="diagram-links" aria-label={title}>
      <h2>{title}</h2>
      <ul className="cards">
        {diagrams.map((diagram) => (
          <li key={`${diagram.publisher} ${diagram.diagramId}`}>
            <Link
              to="/diagrams/$diagramId"
              params={{ diagramId: diagram.diagramId }}
              search={{
                publisher: diagram.publisher,
                ...(vehicleId === undefined ? {} : { vehicleId }),
                ...(vin === undefined ? {} : { vin }),
                ...(partId === undefined ? {} : { partId }),
              }}
              className="card diagram-link"
            >
              <span className="diagram-thumb">
                {diagram.image !== null && <Picture image={diagram.image} alt="" sizes="6rem" />}
              </span>
              <span>{localName(diagram.title, i18n.language) || t('diagrams.untitled')}</span>
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          {t('diagrams.more')}
        </button>
      )}
    </section>
  );
}
