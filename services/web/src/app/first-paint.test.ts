import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page that came with a view of this person's, before the application has taken its place. */
async function openPainted(userId: string) {
  const { user, tenant, customerId, scopes } = sessionOf(userId);
  openPage({ data: { sight: { tenant, user, customerId, scopes } } });
  const painted = { hidden: false, isConnected: true };
  const root = { hidden: false };
  const { getElementById } = document;
  vi.stubGlobal('document', {
    ...document,
    getElementById: (id: string) => (id === 'first-paint' ? painted : getElementById(id)),
  });
  const firstPaint = await import('./first-paint.ts');
  const { knowSession } = await import('../session/known-session.ts');
  firstPaint.standBehindFirstPaint(root as HTMLElement);
  const shown = () => [!root.hidden && 'application', painted.isConnected && !painted.hidden && 'first'];
  return { ...firstPaint, root: root as HTMLElement, painted, knowSession, shown };
}

describe('a page that is gone back to', () => {
  it('shows nothing until it is known who looks, and then what it showed before', async () => {
    const page = await openPainted('u1');
    expect(page.shown()).toEqual([false, 'first']);
    const show = page.hideFromAnybody(page.root);
    expect(page.shown()).toEqual([false, false]);
    page.knowSession(sessionOf('u1'));
    show();
    expect(page.shown()).toEqual([false, 'first']);
    page.painted.isConnected = false;
    page.hideFromAnybody(page.root)();
    expect(page.shown()).toEqual(['application', false]);
  });

  it('shows nobody the first view of somebody else', async () => {
    const page = await openPainted('u1');
    const show = page.hideFromAnybody(page.root);
    page.knowSession(null);
    show();
    expect(page.shown()).toEqual([false, false]);
  });
});
