import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPage } from '../browser.fixture.ts';

afterEach(() => vi.unstubAllGlobals());

async function openGuestPage(storage?: Map<string, string>) {
  const page = openPage({ data: { hasSession: false }, ...(storage === undefined ? {} : { storage }) });
  const { knowSession } = await import('../session/known-session.ts');
  knowSession(null);
  return { ...page, ...(await import('./compared.ts')) };
}

const part = (at: number) => ({ partId: `part_${at}`, brand: 'B', partNumber: String(at) });

describe('parts to compare', () => {
  it('are six at most, each once, and kept for the next page', async () => {
    const page = await openGuestPage();
    for (let at = 0; at < 6; at += 1) expect(page.toggleCompared(part(at))).toBe(true);
    expect(page.toggleCompared(part(6))).toBe(false);
    expect(page.toggleCompared(part(2))).toBe(true);
    expect(page.compared.read().map(({ partId }) => partId)).not.toContain('part_2');
    const next = await openGuestPage(page.storage);
    expect(next.compared.read()).toHaveLength(5);
    next.forgetCompared();
    expect(next.compared.read()).toEqual([]);
  });

  it('are what they say they are, whoever wrote into the storage', async () => {
    const page = await openGuestPage();
    page.toggleCompared(part(1));
    const [key] = [...page.storage.keys()].filter((each) => each.includes('compared'));
    page.storage.set(key ?? '', JSON.stringify([null, 7, { partId: 1 }, { ...part(2), price: 1 }, 'x']));
    const next = await openGuestPage(page.storage);
    expect(next.compared.read().map(({ partId }) => partId)).toEqual(['part_2']);
    page.storage.set(key ?? '', '{');
    expect((await openGuestPage(page.storage)).compared.read()).toEqual([]);
  });
});
