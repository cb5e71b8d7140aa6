import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagedList } from '../../shown/paged-list.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { sizeText } from '../imports/file-size.ts';
import { LeftDiagramEntry } from './left-diagram-entry.tsx';
import { LeftImagesEntry } from './left-images-entry.tsx';
import { imageSpaceQuery, leftDiagramsQuery, leftImagesQuery } from './left-queries.ts';
import '../ops.css';
import './left.css';

/** What pictures take, and those that nobody sees: of parts that were withdrawn; and drawings that lead to them. */
export function LeftPage() {
  const { t } = useTranslation();
  const { cursor, diagrams: drawn } = useSearch({ from: '/console/pictures' });
  const images = useQuery({ ...leftImagesQuery(cursor), placeholderData: keepPreviousData });
  const diagrams = useQuery({ ...leftDiagramsQuery(drawn), placeholderData: keepPreviousData });
  return (
    <>
      <h2>{t('left.title')}</h2>
      <Space />
      <section aria-labelledby="left-images">
        <h3 id="left-images">{t('left.images')}</h3>
        <p className="muted">{t('left.imagesHint')}</p>
        <PagedList
          page={images}
          items={images.data?.parts}
          empty={t('left.noImages')}
          lines={5}
          pager={<CursorPager cursor={cursor} next={images.data?.nextPageToken} />}
        >
          {(parts, isPast) => (
            <ul className="entries" aria-busy={isPast}>
              {parts.map((part) => (
                <LeftImagesEntry key={part.partId} part={part} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      <section aria-labelledby="left-diagrams">
        <h3 id="left-diagrams">{t('left.diagrams')}</h3>
        <p className="muted">{t('left.diagramsHint')}</p>
        <PagedList
          page={diagrams}
          items={diagrams.data?.diagrams}
          empty={t('left.noDiagrams')}
          lines={3}
          pager={
            <CursorPager
              cursor={drawn}
              next={diagrams.data?.nextPageToken}
              param="diagrams"
              label={t('left.diagramPages')}
            />
          }
        >
          {(found, isPast) => (
            <ul className="entries" aria-busy={isPast}>
              {found.map((diagram) => (
                <LeftDiagramEntry key={diagram.diagramId} diagram={diagram} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
    </>
  );
}

function Space() {
  const { t, i18n } = useTranslation();
  const space = useQuery(imageSpaceQuery);
  if (space.isError) return <ProblemNote error={space.error} retry={() => space.refetch()} />;
  if (space.data === undefined) return null;
  const { usedBytes, maxBytes } = space.data;
  const text = t('left.space', {
    used: sizeText(usedBytes, i18n.language),
    most: sizeText(maxBytes, i18n.language),
  });
  return (
    <p className="left-space">
      <meter aria-label={text} min={0} max={maxBytes} value={usedBytes} />
      <span>{text}</span>
    </p>
  );
}
