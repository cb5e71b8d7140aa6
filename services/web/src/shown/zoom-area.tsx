import { type CSSProperties, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { movedBy, type Point, WHOLE, type ZoomView, zoomedAt } from './zoom-view.ts';
import './zoom-area.css';

const STEP = 1.5;
/** A finger that goes no further has pressed, not dragged. */
const PRESS_PX = 6;

/**
 * Shows what fills it at its full size, larger by wheel, by two fingers or by its buttons, and moved by dragging. What is in it
 * can still be pressed.
 */
export function ZoomArea({ children, className = '' }: { children: ReactNode; className?: string }) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const fingers = useRef(new Map<number, Point>());
  const dragged = useRef(0);
  const [view, setView] = useState<ZoomView>(WHOLE);

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    // React listens to wheels passively; the page would scroll along.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const point = { x: event.clientX - left, y: event.clientY - top };
      setView((before) => zoomedAt(before, point, Math.exp(-event.deltaY / 200), { width, height }));
    };
    // What has the focus is moved to where it can be seen. The browser would scroll the area, which nothing moves back.
    const onFocus = ({ target }: FocusEvent) => {
      element.scrollTo(0, 0);
      const around = element.getBoundingClientRect();
      const inner = (target as Element).getBoundingClientRect();
      const by = {
        x: intoSight([inner.left, inner.right], [around.left, around.right]),
        y: intoSight([inner.top, inner.bottom], [around.top, around.bottom]),
      };
      if (by.x !== 0 || by.y !== 0) setView((was) => movedBy(was, by, around));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('focusin', onFocus);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('focusin', onFocus);
    };
  }, []);

  const box = () => area.current?.getBoundingClientRect() ?? new DOMRect();

  function byButton(factor: number): void {
    const { width, height } = box();
    setView((before) => zoomedAt(before, { x: width / 2, y: height / 2 }, factor, { width, height }));
  }

  function onPointerDown(event: PointerEvent): void {
    if (fingers.current.size === 0) dragged.current = 0;
    if (fingers.current.size < 2)
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  function onPointerMove(event: PointerEvent): void {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    const by = { x: now.x - before.x, y: now.y - before.y };
    dragged.current += Math.hypot(by.x, by.y);
    const { left, top, width, height } = box();
    if (other === undefined) {
      if (dragged.current >= PRESS_PX) setView((was) => movedBy(was, by, { width, height }));
      return;
    }
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const middle = { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top };
    setView((was) => zoomedAt(was, middle, factor, { width, height }));
  }

  function onPointerEnd(event: PointerEvent): void {
    fingers.current.delete(event.pointerId);
    // The click that ends a drag comes right after it; later ones are meant.
    if (fingers.current.size === 0)
      setTimeout(() => {
        if (fingers.current.size === 0) dragged.current = 0;
      });
  }

  return (
    <div className={`zoom ${className}`}>
      <div
        ref={area}
        className={view.scale > 1 ? 'zoom-area zoom-near' : 'zoom-area'}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
        onPointerLeave={onPointerEnd}
        onClickCapture={(event) => {
          // Keys click, too, without a detail.
          if (event.detail > 0 && dragged.current >= PRESS_PX) event.stopPropagation();
        }}
      >
        <div
          className="zoom-content"
          style={
            {
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
              '--zoom': view.scale,
            } as CSSProperties
          }
        >
          {children}
        </div>
      </div>
      <p className="zoom-buttons">
        <button
          type="button"
          className="button"
          aria-label={t('zoom.in')}
          title={t('zoom.in')}
          onClick={() => byButton(STEP)}
        >
          +
        </button>
        <button
          type="button"
          className="button"
          aria-label={t('zoom.out')}
          title={t('zoom.out')}
          disabled={view.scale === 1}
          onClick={() => byButton(1 / STEP)}
        >
          −
        </button>
        <button type="button" className="button" disabled={view.scale === 1} onClick={() => setView(WHOLE)}>
          {t('zoom.whole')}
        </button>
      </p>
    </div>
  );
}

type Span = readonly [from: number, to: number];
const MARGIN_PX = 8;

function intoSight([from, to]: Span, [start, end]: Span): number {
  if (from < start) return start - from + MARGIN_PX;
  return to > end ? end - to - MARGIN_PX : 0;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
