import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSingleKey } from '../keys/single-keys.ts';
import { localName } from '../shown/local-name.ts';
import { Picture, type PictureData } from '../shown/picture.tsx';
import { ZoomArea } from '../shown/zoom-area.tsx';
import type { SpotGroup } from './spot-groups.ts';
import { placeByKey, type TypedLabel } from './spot-keys.ts';
import { spotsNear } from './spots-near.ts';

/**
 * The picture with its spots, each a button by the name of what is there. They are one stop of the Tab key, within which arrows and the
 * labels lead on: a drawing has hundreds. Where a finger may mean several that lie close together, it is asked which.
 */
export function DrawingArea({
  image,
  title,
  groups,
  shown,
  onPoint,
  onReach,
  onChoose,
}: {
  image: PictureData;
  title: string;
  groups: readonly SpotGroup[];
  /** Labels whose spots stand out. */
  shown: readonly (string | undefined)[];
  /** By the mouse. */
  onPoint: (label: string | undefined) => void;
  /** By the focus. */
  onReach: (label: string | undefined) => void;
  onChoose: (label: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const picture = useRef<HTMLDivElement>(null);
  const typed = useRef<TypedLabel>(undefined);
  const [focused, setFocused] = useState<number>();
  const [near, setNear] = useState<readonly SpotGroup[]>([]);
  const spots = useMemo(
    () => groups.flatMap((group) => group.spots.map((box) => ({ group, box, label: group.label }))),
    [groups],
  );
  const chosen = shown.at(-1);
  const ofChosen = Math.max(
    0,
    spots.findIndex(({ label }) => label === chosen),
  );
  const entry = focused !== undefined && focused < spots.length ? focused : ofChosen;
  const percent = (fraction: number) => `${fraction * 100}%`;

  const choose = (label: string) => {
    setNear([]);
    onChoose(label);
  };

  function onPress(event: MouseEvent, label: string): void {
    const area = picture.current?.getBoundingClientRect();
    // Keys click, too, without a detail; a mouse points at one.
    if (event.detail === 0 || area === undefined || !isFinger(event)) {
      choose(label);
      return;
    }
    const point = {
      x: (event.clientX - area.left) / area.width,
      y: (event.clientY - area.top) / area.height,
    };
    const found = spotsNear(spots, point, area);
    const [only, another] = found;
    if (another === undefined) choose(only?.label ?? label);
    else setNear(found.map(({ group }) => group));
  }

  function onKey(event: KeyboardEvent, place: number): void {
    const isNamed = event.key.length > 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isNamed && !isSingleKey(event.nativeEvent)) return;
    const labels = spots.map(({ label }) => label);
    const led = placeByKey(event.key, place, labels, typed.current, event.timeStamp);
    typed.current = led.typed;
    if (led.to === undefined) return;
    event.preventDefault();
    // Its own place is where the area is moved to; the browser would scroll what has no bars.
    picture.current?.querySelectorAll<HTMLElement>('.spot')[led.to]?.focus({ preventScroll: true });
  }

  return (
    <div>
      <ZoomArea className="diagram-zoom">
        <div className="diagram-picture" ref={picture}>
          <Picture
            image={image}
            alt={t('diagrams.picture', { title })}
            sizes="(min-width: 56rem) 60vw, 100vw"
            eager
          />
          {spots.map(({ group, box: { x, y, width, height } }, place) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a spot has no id of its own
              key={`${group.label} ${place}`}
              type="button"
              className={shown.includes(group.label) ? 'spot spot-on' : 'spot'}
              aria-label={spotName(group, i18n.language)}
              aria-pressed={chosen === group.label}
              tabIndex={place === entry ? 0 : -1}
              style={{
                ...{ left: percent(x + width / 2), top: percent(y + height / 2) },
                ...{ width: percent(width), height: percent(height) },
              }}
              onClick={(event) => onPress(event, group.label)}
              onKeyDown={(event) => onKey(event, place)}
              onMouseEnter={() => onPoint(group.label)}
              onMouseLeave={() => onPoint(undefined)}
              onFocus={() => {
                setFocused(place);
                onReach(group.label);
              }}
              onBlur={() => onReach(undefined)}
            />
          ))}
        </div>
      </ZoomArea>
      {spots.length > 1 && <p className="diagram-keys muted">{t('diagrams.keys')}</p>}
      <div role="status">
        {near.length > 0 && (
          <fieldset className="question">
            <legend>{t('diagrams.several')}</legend>
            <div className="chips">
              {near.map((group) => (
                <button
                  key={group.label}
                  type="button"
                  className="button"
                  onClick={() => choose(group.label)}
                >
                  {spotName(group, i18n.language)}
                </button>
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </div>
  );
}

/** What a click came from is told by browsers that have pointers; others are asked what they mostly have. */
function isFinger({ nativeEvent }: MouseEvent): boolean {
  const { pointerType } = nativeEvent as globalThis.PointerEvent;
  return pointerType === undefined || pointerType === ''
    ? matchMedia('(pointer: coarse)').matches
    : pointerType === 'touch';
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
