import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { LongText } from '../long-text.tsx';
import { ScrollBox } from '../scroll-box.tsx';

/** What a file couldn't hold, how often, and of which parts first. */
export function ExportLosses({ exportId }: { exportId: string }) {
  const { t, i18n } = useTranslation();
  const losses = useQuery({
    queryKey: ['exports', 'losses', exportId],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/exports/{exportId}/losses', { params: { path: { exportId } }, signal })))
        .losses,
  });
  if (losses.isPending) return <Loading lines={3} />;
  if (losses.isError) return <ProblemNote error={losses.error} retry={() => losses.refetch()} />;
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <div className="export-losses">
      <ScrollBox label={t('exports.lossReport')}>
        <table className="table table-small">
          <caption>{t('exports.lossReport')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('exports.lossWhat')}</th>
              <th scope="col">{t('exports.lossHow')}</th>
              <th scope="col" className="numeric">
                {t('exports.lossCount')}
              </th>
              <th scope="col">{t('exports.lossParts')}</th>
            </tr>
          </thead>
          <tbody>
            {losses.data.map((loss) => (
              <tr key={`${loss.code} ${loss.what}`}>
                <td>
                  <LongText text={loss.what} max={80} />
                </td>
                <td>
                  {t(`exports.loss.${loss.code}` as 'exports.loss.dropped', { defaultValue: loss.code })}
                </td>
                <td className="numeric">{whole.format(loss.count)}</td>
                <td>
                  <LongText text={loss.partNumbers.join(' · ')} max={80} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}
