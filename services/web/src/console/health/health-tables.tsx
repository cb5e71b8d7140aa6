import { useTranslation } from 'react-i18next';
import { ScrollBox } from '../scroll-box.tsx';
import type { Health } from './figures.ts';

/** What the numbers are made of: imports under way, consumers, and the routes that failed. */
export function HealthTables({ health }: { health: Health }) {
  const { t, i18n } = useTranslation();
  const { jobs, consumers, lastHour } = health;
  const numbers = new Intl.NumberFormat(i18n.language);
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const serviceName = (name: string) => t(`service.${name}` as 'service.catalog', { defaultValue: name });
  const kindName = (kind: string) => t(`importKind.${kind}` as 'importKind.parts', { defaultValue: kind });
  return (
    <>
      <h3>{t('health.jobs')}</h3>
      {jobs.length === 0 ? (
        <p className="muted">{t('health.noJobs')}</p>
      ) : (
        <ScrollBox label={t('health.jobs')}>
          <table className="table table-small">
            <thead>
              <tr>
                <th scope="col">{t('health.service')}</th>
                <th scope="col">{t('health.kind')}</th>
                <th scope="col" className="numeric">
                  {t('health.running')}
                </th>
                <th scope="col" className="numeric">
                  {t('health.progress')}
                </th>
              </tr>
            </thead>
            <tbody>
              {jobs.map(({ service, kind, running, progress }) => (
                <tr key={`${service} ${kind}`}>
                  <td>{serviceName(service)}</td>
                  <td>{kindName(kind)}</td>
                  <td className="numeric">{numbers.format(running)}</td>
                  <td className="numeric">
                    {progress === null ? t('figure.unknown') : share.format(progress)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {consumers.length > 0 && (
        <>
          <h3>{t('health.consumers')}</h3>
          <ScrollBox label={t('health.consumers')}>
            <table className="table table-small">
              <thead>
                <tr>
                  <th scope="col">{t('health.consumer')}</th>
                  <th scope="col" className="numeric">
                    {t('health.lag')}
                  </th>
                  <th scope="col" className="numeric">
                    {t('figure.deadLetters')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {consumers.map(({ group, lag, deadLetters }) => (
                  <tr key={group}>
                    <td className="number">{group}</td>
                    <td className="numeric">{numbers.format(lag)}</td>
                    <td className="numeric">{numbers.format(deadLetters)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </>
      )}
      <h3>{t('health.failed')}</h3>
      {lastHour.failed.length === 0 ? (
        <p className="muted">{t('health.noneFailed')}</p>
      ) : (
        <ScrollBox label={t('health.failed')}>
          <table className="table table-small">
            <thead>
              <tr>
                <th scope="col">{t('health.route')}</th>
                <th scope="col">{t('health.status')}</th>
                <th scope="col" className="numeric">
                  {t('health.times')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lastHour.failed.map(({ method, route, status, count }) => (
                <tr key={`${method} ${route} ${status}`}>
                  <td className="number">{`${method} ${route}`}</td>
                  <td>{status}</td>
                  <td className="numeric">{numbers.format(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}
