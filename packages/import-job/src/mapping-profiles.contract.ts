import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Open } from './new-job.fixture.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const profile = (name: string, fingerprint = '', kind = 'items') => ({
  ...{ kind, name, mapping: `{"sheet":"${name}"}`, fingerprint },
});

/** What every store promises of mapping profiles. */
export function profilesContract(openJobs: Open): void {
  test('a profile is what was put last, with its versions, and stays after a restart', async () => {
    const storage = randomUUID();
    const { profiles } = await openJobs(storage);
    const first = await profiles.put('a', profile('甲', 'f1'), at(1));
    expect(first).toEqual({
      created: true,
      profile: {
        ...profile('甲', 'f1'),
        version: 1,
        createdAt: at(1),
        updatedAt: at(1),
        lastUsedAt: undefined,
      },
    });
    await profiles.used('a', 'items', '甲', at(5));
    await profiles.used('a', 'items', '甲', at(4));
    const changed = { ...profile('甲', 'f2'), mapping: '{}' };
    const second = await profiles.put('a', changed, at(2));
    expect(second).toEqual({
      created: false,
      profile: { ...changed, version: 2, createdAt: at(1), updatedAt: at(2), lastUsedAt: at(5) },
    });
    expect(await (await openJobs(storage)).profiles.get('a', 'items', '甲')).toEqual(second.profile);
    await profiles.remove('a', 'items', '甲');
    const missing = { code: 'mapping-profile-not-found' };
    await expect(profiles.get('a', 'items', '甲')).rejects.toMatchObject(missing);
    await expect(profiles.remove('a', 'items', '甲')).rejects.toMatchObject(missing);
  });

  test('tenants and kinds have names of their own, and headings find the profile changed last', async () => {
    const { profiles } = await openJobs();
    for (const [tenant, made, minute] of [
      ['a', profile('y', 'f'), 1],
      ['a', profile('x', 'f'), 2],
      ['a', profile('x', 'f', 'others'), 3],
      ['b', profile('z', 'f'), 4],
      ['a', profile('plain'), 5],
    ] as const)
      await profiles.put(tenant, made, at(minute));
    expect((await profiles.list('a')).map(({ kind, name }) => [kind, name])).toEqual([
      ['items', 'plain'],
      ['items', 'x'],
      ['items', 'y'],
      ['others', 'x'],
    ]);
    expect(await profiles.byFingerprint('a', 'items', 'f')).toMatchObject({ name: 'x' });
    expect(await profiles.byFingerprint('a', 'items', '')).toBeUndefined();
    expect(await profiles.byFingerprint('c', 'items', 'f')).toBeUndefined();
    await expect(profiles.get('b', 'items', 'x')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('many at the same moment under one name make one', async () => {
    const storage = randomUUID();
    const [one, two] = [(await openJobs(storage)).profiles, (await openJobs(storage)).profiles];
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : two).put('a', profile('x'), at(i))),
    );
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await one.get('a', 'items', 'x')).toMatchObject({ version: 10 });
  });
}
