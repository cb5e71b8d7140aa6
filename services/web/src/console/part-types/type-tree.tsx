import type { paths } from '@qipei/api-client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { localName } from '../../shown/local-name.ts';
import { Empty } from '../../shown/states.tsx';

type PartTypes = paths['/v1/part-types']['get']['responses'][200]['content']['application/json'];
type PartType = PartTypes['categories'][number]['partTypes'][number];

/** Sections, categories, part types with all that they are called, and the number of one's own parts in each. */
export function TypeTree({
  types,
  q,
  byType,
}: {
  types: PartTypes;
  q: string;
  byType: ReadonlyMap<string, number>;
}) {
  const { t, i18n } = useTranslation();
  const words = plain(q);
  const whole = (count: number) => new Intl.NumberFormat(i18n.language).format(count);
  const sum = (of: readonly PartType[]) =>
    of.reduce((n, { partTypeId }) => n + (byType.get(partTypeId) ?? 0), 0);
  const categories = types.categories
    .map((category) => ({
      ...category,
      partTypes: category.partTypes.filter((type) => words === '' || namesOf(type).includes(words)),
    }))
    .filter(({ partTypes }) => partTypes.length > 0);
  const sections = types.sections.flatMap((section) => {
    const its = categories.filter(({ sectionId }) => sectionId === section.sectionId);
    return its.length === 0 ? [] : [{ ...section, categories: its }];
  });
  if (sections.length === 0) return <Empty title={t('types.none')} />;
  return (
    <ul className="type-tree">
      {sections.map((section) => (
        <li key={section.sectionId}>
          <details open={words !== '' || undefined}>
            <summary>
              {localName(section.name, i18n.language)}{' '}
              <span className="count">
                {whole(sum(section.categories.flatMap((each) => each.partTypes)))}
              </span>
            </summary>
            <ul className="type-tree">
              {section.categories.map((category) => (
                <li key={category.categoryId}>
                  <details open={words !== '' || undefined}>
                    <summary>
                      {localName(category.name, i18n.language)}{' '}
                      <span className="count">{whole(sum(category.partTypes))}</span>
                    </summary>
                    <ul className="type-tree">
                      {category.partTypes.map((type) => (
                        <TypeEntry
                          key={type.partTypeId}
                          type={type}
                          parts={byType.get(type.partTypeId) ?? 0}
                        />
                      ))}
                    </ul>
                  </details>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function TypeEntry({ type, parts }: { type: PartType; parts: number }) {
  const { i18n } = useTranslation();
  const { partTypeId, name, aliases } = type;
  const others = [name.zh, name.en].filter((each) => each !== localName(name, i18n.language));
  return (
    <li className="type-entry">
      <Link to="/search" search={{ partTypeId }}>
        {localName(name, i18n.language)}
      </Link>{' '}
      <span className="count">{new Intl.NumberFormat(i18n.language).format(parts)}</span>
      <div className="muted">
        <span className="number">{partTypeId}</span> {others.join(' ')}
      </div>
      <div className="muted">{[...aliases.zh, ...aliases.en].join(' · ')}</div>
    </li>
  );
}

function namesOf({ partTypeId, name, aliases }: PartType): string {
  return plain([partTypeId, name.zh, name.en, ...aliases.zh, ...aliases.en].join('\n'));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
