import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import './tabs.css';

/** Links to views that belong together. On a phone they are one line that is swiped, with the one that is open in sight. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is another link that is open
  useEffect(() => {
    const line = nav.current;
    if (line === null) return;
    // Told of at once, and again when it gets a size: behind the first view it has none.
    const observer = new ResizeObserver(() => {
      const open = line.querySelector<HTMLElement>('[aria-current="page"]');
      if (open !== null) line.scrollLeft = open.offsetLeft - (line.clientWidth - open.offsetWidth) / 2;
    });
    observer.observe(line);
    return () => observer.disconnect();
  }, [pathname]);
  return (
    <nav className="tabs" aria-label={label} ref={nav}>
      {children}
    </nav>
  );
}
