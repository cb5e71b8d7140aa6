import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { onServer } from '../app/on-server.ts';
import { pageData } from '../page-data.ts';
import { useCostsHidden } from '../shown/costs.tsx';
import { LazyPart } from '../shown/lazy-part.tsx';
import { localName } from '../shown/local-name.ts';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import './print-sheet.css';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** What paper needs beside the page: whose it is, how to reach them, for which vehicle, and the way back to the screen. */
export function PrintSheet({
  title,
  vehicleId,
  vin,
}: {
  title: string;
  vehicleId: string | undefined;
  vin: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const costsHidden = useCostsHidden();
  const { name, contact, logo } = pageData.storefront ?? {};
  const address = localName(contact?.address, i18n.language);
  const vehicle = useQuery({
    queryKey: ['vehicle', vehicleId],
    enabled: vehicleId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/vehicles/{vehicleId}', { params: { path: { vehicleId: vehicleId ?? '' } }, signal }),
      ),
  }).data;
  const reached = [
    contact?.phone,
    contact?.email,
    contact?.wechat ? t('print.wechat', { id: contact.wechat }) : undefined,
    contact?.website,
    address,
  ].filter((each) => each !== undefined && each !== null && each !== '');
  return (
    <div className="print-sheet" data-costs={costsHidden ? 'hidden' : 'shown'}>
      <div>
        <p className="print-name">
          {logo && <img src={logo.url} alt="" height={32} loading="lazy" />}
          {localName(name, i18n.language) || t('app.name')}
        </p>
        {reached.length > 0 && (
          <p>
            {t('print.contact')}: {reached.join(' · ')}
          </p>
        )}
        {vehicle !== undefined && (
          <p>
            {t('print.vehicle')}: {vehicleName(vehicle, i18n.language)}{' '}
            {vehicleDetail(vehicle, i18n.language)}
          </p>
        )}
        {vin !== undefined && (
          <p>
            {t('print.vin')}: {vin}
          </p>
        )}
      </div>
      {!onServer && (
        <LazyPart>
          <QrCode text={location.href} label={t('share.codeOf', { title })} />
        </LazyPart>
      )}
    </div>
  );
}
