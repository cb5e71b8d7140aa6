import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';

type State = Answers['order']['state'];

const WAYS: Record<State, readonly State[]> = {
  placed: ['placed', 'confirmed'],
  confirmed: ['placed', 'confirmed'],
  rejected: ['placed', 'rejected'],
  cancelling: ['placed', 'cancelling', 'cancelled'],
  cancelled: ['placed', 'cancelled'],
};

/** Where the order is; it follows by itself. */
export function OrderTrack({ order }: { order: Answers['order'] }) {
  const { t } = useTranslation();
  const way = WAYS[order.state];
  const here = way.indexOf(order.state);
  return (
    <>
      <ol className="track" aria-label={t('order.track')}>
        {way.map((state, index) => (
          <li
            key={state}
            className={index <= here ? `track-step track-done state-${state}` : 'track-step'}
            {...(index === here ? { 'aria-current': 'step' as const } : {})}
          >
            {t(`order.${state}`)}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {t('order.now', { state: t(`order.${order.state}`) })}
      </p>
    </>
  );
}
