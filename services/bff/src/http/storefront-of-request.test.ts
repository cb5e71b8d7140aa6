import { FindStorefrontResponse } from '@qipei/contracts/access/v1/storefront';
import { DomainError, NotFound } from '@qipei/kernel';
import { expect, it, test } from 'vitest';
import type { Peers } from '../peers.ts';
import { createStorefronts, hostName, storefrontOfPage } from './storefront-of-request.ts';

/** Answers for the slug `acme` and the host `acme.example`, and counts the questions. */
function bench() {
  const asked: string[] = [];
  const state = { name: 'Acme', away: false };
  const access = {
    findStorefront: async ({ by }: { by?: { $case: string; value: string } }) => {
      asked.push(`${by?.$case}:${by?.value}`);
      const { name } = state;
      await new Promise((resolve) => setImmediate(resolve));
      if (state.away) throw new DomainError({ kind: 'unavailable', code: 'away', message: 'Away.' });
      if (by?.value !== 'acme' && by?.value !== 'acme.example') throw new NotFound('storefront', '');
      return FindStorefrontResponse.fromPartial({
        storefront: { settings: { slug: 'acme', name: { en: name } } },
      });
    },
  } as unknown as Peers['storefronts'];
  const storefronts = createStorefronts(access, () => 'https://Qipei.example:8443/');
  return { asked, state, storefronts };
}

const of = (host?: string) => ({ headers: host === undefined ? {} : { host } });

test.each([
  ['acme.example', 'acme.example'],
  ['ACME.Example:8443', 'acme.example'],
  ['acme.example.', 'acme.example'],
  ['demo.localhost:8080', 'demo.localhost'],
  ['localhost', undefined],
  ['[::1]:8080', undefined],
  ['a b.example', undefined],
  ['acme.example/../x', undefined],
  ['acme.example:x', undefined],
  [`${'a'.repeat(64)}.example`, undefined],
  ['', undefined],
  [undefined, undefined],
])('the name of the host %j', (host, name) => {
  expect(hostName(host)).toBe(name);
});

it('asks once for what many ask at once, and remembers what there is and what there isn’t', async () => {
  const { storefronts, asked } = bench();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => storefronts.ofRequest(of('acme.example:1'), '')),
  );
  expect(answers.map((each) => each?.settings?.slug)).toEqual(Array(5).fill('acme'));
  for (let i = 0; i < 3; i += 1) {
    expect(await storefronts.bySlug('nobody', '')).toBe(undefined);
    expect(await storefronts.ofRequest(of('ACME.example'), '')).toBeDefined();
  }
  expect(asked).toEqual(['host:acme.example', 'slug:nobody']);
});

it('asks for nothing that can’t be one', async () => {
  const { storefronts, asked } = bench();
  for (const slug of ['', 'A', '../x', 'a'.repeat(41), 'a b', '_guests'])
    expect(await storefronts.bySlug(slug, '')).toBe(undefined);
  for (const host of ['localhost', 'x'.repeat(300), undefined]) await storefronts.ofRequest(of(host), '');
  expect(asked).toEqual([]);
});

it('shows a change at once, and never what was asked for before it', async () => {
  const { storefronts, state } = bench();
  const before = storefronts.bySlug('acme', '');
  state.name = 'Renamed';
  storefronts.forget();
  expect((await before)?.settings?.name?.en).toBe('Acme');
  expect((await storefronts.bySlug('acme', ''))?.settings?.name?.en).toBe('Renamed');
});

it('never takes the platform’s own host for a tenant’s', async () => {
  const { storefronts, asked } = bench();
  for (const host of ['qipei.example', 'QIPEI.example:8443', 'qipei.example.'])
    expect(await storefronts.ofRequest(of(host), '')).toBe(undefined);
  expect(asked).toEqual([]);
});

it('a page is of the storefront that it names, or else of the host’s', async () => {
  const { storefronts } = bench();
  const slugOf = async (headers: Record<string, string>) =>
    (await storefrontOfPage({ headers }, storefronts, ''))?.settings?.slug;
  expect(await slugOf({ host: 'x.example', 'x-qipei-storefront': 'acme' })).toBe('acme');
  expect(await slugOf({ host: 'acme.example' })).toBe('acme');
  for (const host of ['qipei.example:8443', 'x.example', 'localhost'])
    expect(await slugOf({ host })).toBe(undefined);
  for (const slug of ['nobody', '', '../acme', '_guests'])
    await expect(slugOf({ host: 'acme.example', 'x-qipei-storefront': slug })).rejects.toMatchObject({
      kind: 'not-found',
      code: 'storefront-not-found',
    });
});

it('remembers no failure', async () => {
  const { storefronts, state } = bench();
  state.away = true;
  await expect(storefronts.bySlug('acme', '')).rejects.toMatchObject({ code: 'away' });
  state.away = false;
  expect(await storefronts.bySlug('acme', '')).toBeDefined();
});

it('keeps what is in use while names are guessed', async () => {
  const { storefronts, asked } = bench();
  await storefronts.bySlug('acme', '');
  for (let i = 0; i < 3_000; i += 1) await storefronts.bySlug(`guess-${i}`, '');
  await storefronts.bySlug('acme', '');
  expect(asked.filter((each) => each === 'slug:acme')).toHaveLength(1);
});
