import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { isOpen } from './import-kinds.ts';
import { usePace } from './job-pace.ts';

type Job = Answers['importJob'];

export function JobState({ job }: { job: Job }) {
  const { t } = useTranslation();
  const faulty = job.state === 'done' && job.failed > 0;
  return (
    <span className={`job-state job-${faulty ? 'faulty' : job.state}`}>
      {t(faulty ? 'imports.state.faulty' : `imports.state.${job.state}`)}
    </span>
  );
}

/** What it has counted so far; while it runs how far it is, how fast, and how long it still takes. */
export function JobProgress({ job, askedAt }: { job: Job; askedAt: number }) {
  const { t, i18n } = useTranslation();
  const pace = usePace(job, askedAt);
  const whole = new Intl.NumberFormat(i18n.language);
  if (!isOpen(job.state)) return null;
  const share = job.bytesTotal === 0 ? 0 : job.bytesDone / job.bytesTotal;
  return (
    <div className="job-progress">
      <progress aria-label={t('imports.progress')} max={1} value={share} />
      <span className="numeric">
        {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share)}
        {pace !== undefined && ` · ${t('imports.pace', { rows: whole.format(pace.rowsPerSecond) })}`}
        {pace?.secondsLeft !== undefined &&
          ` · ${t('imports.left', { time: timeText(pace.secondsLeft, i18n.language) })}`}
      </span>
    </div>
  );
}

/** Such as `45 sec.`, `3 min.` or `1 hr. 5 min.`, in the reader's language. */
export function timeText(seconds: number, language: string): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (seconds < 90) return unit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

const COUNTS = ['rows', 'created', 'updated', 'unchanged', 'deleted', 'failed'] as const;

export function JobCounts({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <dl className="job-counts">
      {COUNTS.map((name) => (
        <div key={name} className={name === 'failed' && job.failed > 0 ? 'job-count-bad' : undefined}>
          <dt>{t(`imports.count.${name}`)}</dt>
          <dd className="numeric">{whole.format(job[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
