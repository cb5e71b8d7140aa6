import { Link, useSearch } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { onServer } from '../app/on-server.ts';
import { useWide } from '../shown/use-media.ts';
import { positionText } from './fit-line.tsx';

/** Facets that the search can be narrowed by, named as the parameters of the link. */
const PARAMETERS = ['inStock', 'partTypeId', 'position', 'brandId'] as const;
type Parameter = (typeof PARAMETERS)[number];
const MAX_VALUES = 15;
/** On a phone: as it was left, so that who comes back finds the results where they were. */
let isOpen = false;

export function Facets({ facets, total }: { facets: Answers['facet'][]; total: number }) {
  const { t } = useTranslation();
  const wide = useWide();
  const search = useSearch({ from: '/search' });
  const shown = PARAMETERS.flatMap((name) => {
    const facet = facets.find((each) => each.name === name);
    const chosen = search[name] !== undefined;
    return facet === undefined || (facet.values.length === 0 && !chosen) ? [] : [{ name, facet }];
  });
  if (shown.length === 0 || (total === 0 && shown.every(({ name }) => search[name] === undefined)))
    return null;
  const lists = shown.map(({ name, facet }) => <FacetValues key={name} name={name} values={facet.values} />);
  return wide ? (
    <aside className="facets" aria-label={t('facets.label')}>
      {lists}
    </aside>
  ) : (
    <details
      className="facets card"
      open={isOpen}
      onToggle={(event) => {
        isOpen = event.currentTarget.open;
      }}
    >
      <summary>{t('facets.label')}</summary>
      {/* Of a page that the server writes they are closed. */}
      {!onServer && lists}
    </details>
  );
}

function FacetValues({ name, values }: { name: Parameter; values: Answers['facet']['values'] }) {
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/search' });
  const titleId = useId();
  const chosen = search[name] === undefined ? undefined : String(search[name]);
  const label = (value: Answers['facet']['values'][number]) =>
    name === 'inStock'
      ? t('facets.inStock')
      : ((i18n.language.startsWith('zh') ? value.labelZh : null) ?? (value.label || value.value));
  return (
    <section className="facet" aria-labelledby={titleId}>
      <h3 id={titleId}>{name === 'inStock' ? t('column.stock') : t(`facets.${name}`)}</h3>
      <ul>
        {values.slice(0, MAX_VALUES).map((value) => (
          <li key={value.value}>
            <Link
              to="/search"
              search={(now) =>
                ({
                  ...now,
                  page: undefined,
                  [name]: chosen === value.value ? undefined : value.value,
                }) as never
              }
              className="facet-value"
              // Being chosen is said here: the router would say it of the link that takes a filter away.
              activeOptions={{ exact: true }}
              aria-current={chosen === value.value}
            >
              <span>{label(value)}</span>
              <span className="count">{value.count.toLocaleString(i18n.language)}</span>
            </Link>
          </li>
        ))}
        {chosen !== undefined && !values.some(({ value }) => value === chosen) && (
          <li>
            <Link
              to="/search"
              search={(now) => ({ ...now, page: undefined, [name]: undefined }) as never}
              className="facet-value"
              // Being chosen is said here: the router would say it of the link that takes a filter away.
              activeOptions={{ exact: true }}
              aria-current
            >
              <span>{nameOf(t, name, chosen)}</span>
              <span className="count">0</span>
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Of what was chosen and isn't there: the server names only what it counts. */
function nameOf(t: ReturnType<typeof useTranslation>['t'], name: Parameter, chosen: string): string {
  if (name === 'inStock') return t('facets.inStock');
  return name === 'position' ? positionText(t, chosen) : chosen;
}
