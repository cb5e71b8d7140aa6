import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture, type PictureData } from '../shown/picture.tsx';
import { boxBetween, type SpotBox } from './spot-box.ts';

/**
 * The picture with boxes. Only while a spot is being placed a drag across it does that: else a finger that swipes over it scrolls the
 * page. For keys there are fields beside it.
 */
export function SpotCanvas({
  image,
  boxes,
  chosen,
  placing,
  onPlace,
}: {
  image: PictureData;
  boxes: readonly (SpotBox & { key: number })[];
  chosen: number | undefined;
  placing: boolean;
  onPlace: (box: SpotBox) => void;
}) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: { x: number; y: number }; to: { x: number; y: number } }>();
  const pointOf = (event: PointerEvent) => {
    const { left, top, width, height } = area.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const drawn = drag === undefined ? undefined : boxBetween(drag.from, drag.to);
  const style = ({ x, y, width, height }: SpotBox) => ({
    ...{ left: `${x * 100}%`, top: `${y * 100}%` },
    ...{ width: `${width * 100}%`, height: `${height * 100}%` },
  });
  return (
    <div
      ref={area}
      className={placing ? 'diagram-picture spot-canvas spot-canvas-on' : 'diagram-picture spot-canvas'}
      onPointerDown={(event) => {
        if (!placing) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = pointOf(event);
        setDrag({ from: point, to: point });
      }}
      onPointerMove={(event) => {
        if (drag !== undefined) setDrag({ ...drag, to: pointOf(event) });
      }}
      onPointerUp={() => {
        if (drawn !== undefined) onPlace(drawn);
        setDrag(undefined);
      }}
      onPointerCancel={() => setDrag(undefined)}
    >
      <Picture image={image} alt={t('diagramEdit.canvas')} sizes="(min-width: 56rem) 60vw, 100vw" eager />
      {boxes.map((box) => (
        <span
          key={box.key}
          className={box.key === chosen ? 'spot-box spot-box-on' : 'spot-box'}
          style={style(box)}
        />
      ))}
      {drawn !== undefined && <span className="spot-box spot-box-on" style={style(drawn)} />}
    </div>
  );
}
