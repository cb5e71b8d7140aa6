import { afterEach, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const vehicle = {
  ...{ vehicleId: 'v1', vin: '1HGCM82633A004352', make: 'Honda', model: 'Accord' },
} as never;

async function modules() {
  const [known, garage, cart] = await Promise.all([
    import('../session/known-session.ts'),
    import('./garage.ts'),
    import('./cart.ts'),
  ]);
  return { ...known, ...garage, ...cart };
}

it('what one person has looked at is no other’s, and there again for the first', async () => {
  openPage();
  const page = await modules();
  const seen: number[] = [];
  page.garage.subscribe(() => seen.push(page.garage.read().length));
  page.knowSession(sessionOf('a'));
  page.rememberVehicle(vehicle);
  expect(page.garage.read()).toHaveLength(1);
  for (const other of [null, sessionOf('b'), sessionOf('a', 'other')]) {
    page.knowSession(other);
    expect(page.garage.read()).toEqual([]);
  }
  page.knowSession(sessionOf('a'));
  expect(page.garage.read()).toMatchObject([{ vin: '1HGCM82633A004352' }]);
  expect(seen).toEqual([0, 1, 0, 0, 0, 1]);
});

it('is empty and takes nothing while nobody knows whose it is', async () => {
  const { storage } = openPage();
  const page = await modules();
  page.rememberVehicle(vehicle);
  expect(page.garage.read()).toEqual([]);
  expect(storage.size).toBe(0);
  page.knowSession(null);
  expect(page.garage.read()).toEqual([]);
});

it('goes on without a storage for as long as the page is open', async () => {
  const { breakStorage } = openPage();
  const page = await modules();
  page.knowSession(sessionOf('a'));
  page.rememberVehicle(vehicle);
  breakStorage();
  page.forgetVehicle('v1');
  expect(page.garage.read()).toEqual([]);
  page.rememberVehicle(vehicle);
  expect(page.garage.read()).toHaveLength(1);
});

it.each(['', '{}', 'null', '[null,7,{"partId":1}]', '[[[', '[{"partId":"p","quantity":-1}]'])(
  'bears %j in its place',
  async (text) => {
    const { storage } = openPage();
    const page = await modules();
    page.knowSession(sessionOf('a'));
    storage.set('qipei.cart.-.demo/a', text);
    expect(page.cart.read()).toEqual([]);
  },
);

it('keeps of a session what a page without a network shows, and no secret', async () => {
  const { storage } = openPage();
  const page = await modules();
  page.knowSession(sessionOf('a'));
  expect([...storage.values()].join()).not.toMatch(/token-of|@demo\.example/);
  expect(page.lastKnownSession()).toMatchObject({ tenant: 'demo', csrfToken: '', user: { userId: 'a' } });
  page.knowSession(null);
  expect([...storage.values()].join()).not.toContain('Name of a');
  expect(page.lastKnownSession()).toBeNull();
  for (const text of ['', '{}', '7', 'null', '[', '{"last":{"tenant":"demo"}}', '{"last":7}']) {
    storage.set('qipei.session', text);
    expect(page.lastKnownSession()).toBeUndefined();
  }
});
