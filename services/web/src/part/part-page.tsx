import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { useViewName } from '../app/view-title.ts';
import { CompareToggle } from '../compare/compare-toggle.tsx';
import { CompareTray } from '../compare/compare-tray.tsx';
import { DiagramLinks } from '../diagrams/diagram-links.tsx';
import { useMay } from '../session/session.ts';
import { CopyButton } from '../shown/copy-button.tsx';
import { localName } from '../shown/local-name.ts';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { Applications } from './applications.tsx';
import { Attributes } from './attributes.tsx';
import { Exchange } from './exchange.tsx';
import { FitCheck } from './fit-check.tsx';
import { Gallery } from './gallery.tsx';
import { Numbers } from './numbers.tsx';
import { Offer } from './offer.tsx';
import { OwnImages } from './own-images.tsx';
import { partQuery, partTypeQuery } from './part-query.ts';
import { PrintSheet } from './print-sheet.tsx';
import { Share } from './share.tsx';

export function PartPage(): ReactNode {
  const { partId } = useParams({ from: '/parts/$partId' });
  const part = useQuery(partQuery(partId));
  return (
    <main className="page part" id="content">
      {part.isPending && <Loading lines={10} />}
      {part.isError && <ProblemNote error={part.error} retry={() => part.refetch()} />}
      {part.data !== undefined && <Part part={part.data} />}
    </main>
  );
}

const NO_BREAK_SPACE = '\u00a0';

function Part({ part }: { part: Answers['part'] }) {
  const { t, i18n } = useTranslation();
  const { vehicleId, vin } = useSearch({ from: '/parts/$partId' });
  const may = useMay();
  useViewName(`${part.brand} ${part.partNumber}`);
  const { data: type, isLoading } = useQuery(partTypeQuery(part.partTypeId));
  const typeName = localName(type?.name, i18n.language);
  const ownName = localName(part.name, i18n.language);
  // What is known later has its place, so that nothing moves when it comes.
  const name = ownName || typeName || (isLoading ? NO_BREAK_SPACE : t('part.unnamed'));
  const interchange = useQuery({
    queryKey: ['interchange', part.partId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/parts/{partId}/interchange', { params: { path: { partId: part.partId } }, signal }),
      ),
  });
  return (
    <>
      <PrintSheet title={`${part.brand} ${part.partNumber}`} vehicleId={vehicleId} vin={vin} />
      <header className="part-head">
        <h1>
          {part.brand} <span className="number">{part.partNumber}</span>
        </h1>
        <p className="part-name">
          {name}
          {typeName !== '' && typeName !== name && <span className="part-type muted"> · {typeName}</span>}
        </p>
        {part.lifecycle === 'discontinued' && <p className="note">{t('part.discontinued')}</p>}
        <p className="part-actions">
          <CopyButton text={part.partNumber} label={t('copy.raw')} />
          <CopyButton text={part.partNumberKey} label={t('copy.clean')} />
          <CompareToggle part={part} />
          <Share title={`${part.brand} ${part.partNumber}`} />
        </p>
      </header>
      <div className="part-columns">
        <div className="part-side">
          <Gallery key={part.partId} part={part} />
          {part.notes !== undefined && (
            <p className="note" role="status">
              {t('images.unknown')}
            </p>
          )}
          <OwnImages key={`own ${part.partId}`} part={part} />
          {may('inventory:read') && <Offer part={part} />}
          {(vehicleId !== undefined || vin !== undefined) && (
            <FitCheck partId={part.partId} vehicleId={vehicleId} vin={vin} />
          )}
        </div>
        <div className="part-main">
          {part.description !== null && <p className="part-description">{part.description}</p>}
          <Attributes part={part} type={type} />
          <Numbers numbers={part.numbers} />
          {interchange.isError ? (
            <ProblemNote error={interchange.error} retry={() => interchange.refetch()} />
          ) : (
            interchange.data !== undefined && <Exchange part={part} interchange={interchange.data} />
          )}
          <Applications partId={part.partId} />
          <DiagramLinks partId={part.partId} vehicleId={vehicleId} vin={vin} />
        </div>
      </div>
      <CompareTray vehicleId={vehicleId} vin={vin} />
    </>
  );
}
