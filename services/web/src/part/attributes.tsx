import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { positionText } from '../results/fit-line.tsx';
import { localName } from '../shown/local-name.ts';

export function Attributes({ part, type }: { part: Answers['part']; type: Answers['partType'] | undefined }) {
  const { t, i18n } = useTranslation();
  const label = (name: string) => {
    const known = type?.attributes.find((each) => each.name === name);
    return localName(known?.label, i18n.language) || name;
  };
  const rows: [string, string][] = part.attributes.map(({ name, value, unit }) => [
    label(name),
    unit === null ? value : `${value} ${unit}`,
  ]);
  if (part.positions.length > 0)
    rows.push([t('part.positions'), part.positions.map((each) => positionText(t, each)).join(', ')]);
  if (part.packQuantity !== null) rows.push([t('part.pack'), String(part.packQuantity)]);
  if (part.gtin !== null) rows.push([t('part.gtin'), part.gtin]);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="attributes-title">
      <h2 id="attributes-title">{t('part.attributes')}</h2>
      <dl className="facts">
        {rows.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a feed may name an attribute twice
          <div key={`${name} ${index}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
