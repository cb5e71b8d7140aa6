import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SORTS } from './sorts.ts';

export function Sorting({ byPrice }: { byPrice: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/search' });
  const { sort = 'relevance' } = useSearch({ from: '/search' });
  const offered = SORTS.filter((each) => byPrice || each === 'relevance' || each === 'number');
  return (
    <label className="sorting">
      {t('sort.label')}
      <select
        className="input"
        value={sort}
        onChange={(event) =>
          navigate({ search: (now) => ({ ...now, page: undefined, sort: event.target.value }) as never })
        }
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {t(`sort.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
