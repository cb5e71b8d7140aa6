import type { ReactNode } from 'react';

/** Around a table that may be wider than its place: scrolled by itself, so that the page stays where it is. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by the keyboard
    <section className="console-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
