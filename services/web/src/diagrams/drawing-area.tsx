import { useTranslation } from 'react-i18next';
import { localName } from '../shown/local-name.ts';
import { Picture, type PictureData } from '../shown/picture.tsx';
import { ZoomArea } from '../shown/zoom-area.tsx';
import type { SpotGroup } from './spot-groups.ts';

/** The picture with its spots, each a button by the name of what is there. */
export function DrawingArea({
  image,
  title,
  groups,
  shown,
  onPoint,
  onChoose,
}: {
  image: PictureData;
  title: string;
  groups: readonly SpotGroup[];
  /** Labels whose spots stand out. */
  shown: readonly (string | undefined)[];
  onPoint: (label: string | undefined) => void;
  onChoose: (label: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const percent = (fraction: number) => `${fraction * 100}%`;
  return (
    <ZoomArea className="diagram-zoom">
      <div className="diagram-picture">
        <Picture
          image={image}
          alt={t('diagrams.picture', { title })}
          sizes="(min-width: 56rem) 60vw, 100vw"
          eager
        />
        {groups.flatMap((group) =>
          group.spots.map(({ x, y, width, height }, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a spot has no id of its own
              key={`${group.label} ${index}`}
              type="button"
              className={shown.includes(group.label) ? 'spot spot-on' : 'spot'}
              aria-label={spotName(group, i18n.language)}
              aria-pressed={shown.at(-1) === group.label}
              style={{
                ...{ left: percent(x + width / 2), top: percent(y + height / 2) },
                ...{ width: percent(width), height: percent(height) },
              }}
              onClick={() => onChoose(group.label)}
              onMouseEnter={() => onPoint(group.label)}
              onMouseLeave={() => onPoint(undefined)}
              onFocus={() => onPoint(group.label)}
              onBlur={() => onPoint(undefined)}
            />
          )),
        )}
      </div>
    </ZoomArea>
  );
}

/** Such as `7: BOSCH 0 986 AF0 001 Oil filter`. */
function spotName({ label, parts, number, name }: SpotGroup, language: string): string {
  const [part] = parts;
  const what =
    part === undefined
      ? [number, localName(name, language)]
      : [part.brand, part.partNumber, localName(part.name, language) || localName(name, language)];
  const said = what.filter((each) => each !== null && each !== '').join(' ');
  return said === '' ? label : `${label}: ${said}`;
}
