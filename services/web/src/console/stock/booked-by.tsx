import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { useMay, useSession } from '../../session/session.ts';

type Entry = Answers['stockEntry'];

/** Who or what did it, with the way there. */
export function BookedBy({ jobId, orderId, actor }: Pick<Entry, 'jobId' | 'orderId' | 'actor'>) {
  const { t } = useTranslation();
  const may = useMay();
  const session = useSession();
  if (jobId !== null)
    return may('imports:read') ? (
      <Link to="/console/imports/$jobId" params={{ jobId }}>
        {t('history.import')}
      </Link>
    ) : (
      <span>{t('history.import')}</span>
    );
  if (orderId !== null)
    return may('orders:read') ? (
      <Link to="/orders/$orderId" params={{ orderId }}>
        {t('history.order')}
      </Link>
    ) : (
      <span>{t('history.order')}</span>
    );
  if (actor === null) return <span className="muted">{t('history.unknown')}</span>;
  const name = <bdi>{actor.name ?? actor.id}</bdi>;
  if (actor.kind === 'key')
    return (
      <span>
        {t('history.key')} {name}
      </span>
    );
  return actor.id === session?.user.userId ? <span>{t('history.you')}</span> : name;
}
