import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Browser, PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

let bench: SignInBench;
let owner: Browser;
beforeAll(async () => {
  bench = await startSignInBench();
  await bench.addUser('acme', 'owner', 'owner@acme.example');
  await bench.addUser('bolt', 'owner', 'owner@bolt.example');
  owner = bench.browser();
  await owner.signIn('owner@acme.example');
});
afterAll(() => bench[Symbol.asyncDispose]());

interface Entry {
  entryId: string;
  action: string;
  actor: { kind: string; id: string; name: string };
  subjects: Record<string, string>;
  count: number;
}
const trail = async (query = '', by = owner) =>
  (await by.send('GET', `/v1/audit${query}`)).body as { entries: Entry[]; nextCursor: string | null };
const newest = async () => (await trail('?limit=1')).entries[0];

describe('the trail', () => {
  it('tells who made and revoked a key, and never its secret', async () => {
    const { body } = await owner.send('POST', '/v1/keys', {
      body: { name: 'till', scopes: ['keys:write', 'catalog:read', 'audit:read'] },
    });
    expect(await newest()).toMatchObject({
      ...{ action: 'createKey', count: 1, subjects: { keyId: body.key.keyId } },
      actor: { kind: 'user', id: expect.stringMatching(/^user_/), name: 'owner@acme.example' },
    });
    const headers = { authorization: `Bearer ${body.secret}` };
    const made = await bench.send('POST', '/v1/keys', {
      body: { name: 'x', scopes: ['catalog:read'] },
      headers,
    });
    await bench.send('DELETE', `/v1/keys/${made.body.key.keyId}`, { headers });
    expect(await newest()).toMatchObject({
      ...{ action: 'revokeKey', subjects: { keyId: made.body.key.keyId } },
      actor: { kind: 'key', id: body.key.keyId, name: 'till' },
    });
    expect(JSON.stringify(await trail())).not.toMatch(/qpk_|correct horse/);
  });

  it('tells of people: invited, let in, signed in, given another role, parted with', async () => {
    await owner.send('POST', '/v1/invitations', { body: { email: 'new@acme.example', role: 'seller' } });
    expect(await newest()).toMatchObject({
      action: 'inviteMember',
      subjects: { invitationId: expect.any(String) },
    });
    await vi.waitUntil(() => bench.mails().length > 0, 30_000);
    const { token } = bench.newestMail();
    await bench.send('POST', `/v1/invitation-tokens/${token}`, { body: { name: 'New', password: PASSWORD } });
    expect(await newest()).toMatchObject({ action: 'acceptInvitation', actor: { name: 'new@acme.example' } });
    await bench.browser().signIn('new@acme.example');
    const signedIn = await newest();
    expect(signedIn).toMatchObject({ action: 'signIn', actor: { name: 'new@acme.example' } });
    const userId = signedIn?.actor.id ?? '';
    await owner.send('PATCH', `/v1/members/${userId}`, { body: { role: 'buyer', customerId: 'garage-7' } });
    expect(await newest()).toMatchObject({
      ...{ action: 'changeMember', subjects: { userId, customerId: 'garage-7' } },
    });
    await owner.send('DELETE', `/v1/members/${userId}`);
    expect(await newest()).toMatchObject({ action: 'removeMember', subjects: { userId } });
    const all = JSON.stringify(await trail());
    for (const secret of [token, PASSWORD]) expect(all).not.toContain(secret);
  });

  it('counts failed sign-ins by the hour', async () => {
    await bench.addUser('acme', 'seller', 'guessed@acme.example');
    for (let i = 0; i < 4; i += 1) await bench.browser().signIn('guessed@acme.example', `guess number ${i}`);
    const failed = async () =>
      (await trail()).entries.filter(
        ({ action, actor }) => action === 'signInFailed' && actor.name === 'guessed@acme.example',
      );
    await vi.waitUntil(async () => (await failed()).reduce((sum, { count }) => sum + count, 0) === 4, 30_000);
    // Across an hour's end there may be two.
    expect((await failed()).length).toBeLessThanOrEqual(2);
  });

  it('keeps what was refused out, and what only reads', async () => {
    const before = (await newest())?.entryId;
    await owner.send('POST', '/v1/keys', { body: { name: 'x', scopes: ['root'] } });
    await owner.send('DELETE', '/v1/keys/key_none');
    await owner.send('GET', '/v1/keys');
    await owner.send('POST', '/v1/keys', {
      body: { name: 'x', scopes: ['catalog:read'] },
      headers: { 'x-csrf-token': '' },
    });
    expect((await newest())?.entryId).toBe(before);
  });

  it('comes page by page, each entry once, and is a tenant’s own', async () => {
    const whole = (await trail('?limit=200')).entries;
    expect(whole.length).toBeGreaterThan(8);
    const seen: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await trail(`?limit=3&cursor=${cursor}`);
      seen.push(...page.entries);
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole);
    const stranger = bench.browser();
    await stranger.signIn('owner@bolt.example');
    expect((await trail('', stranger)).entries.map(({ action }) => action)).toEqual(['signIn', 'addUser']);
    const foreign = await trail(`?cursor=${whole[0]?.entryId}`, stranger);
    for (const { entryId } of foreign.entries)
      expect(whole.map((each) => each.entryId)).not.toContain(entryId);
    for (const query of ['?cursor=x', '?cursor=audit_%27', '?limit=0', '?limit=201', '?tenant=acme'])
      expect((await owner.send('GET', `/v1/audit${query}`)).status, query).toBe(400);
  });
});
