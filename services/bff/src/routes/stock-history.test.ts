import { VerifyKeyResponse } from '@qipei/contracts/access/v1/access';
import { KeyServiceService, ListKeysResponse } from '@qipei/contracts/access/v1/key';
import { ListMembersResponse, MemberServiceService } from '@qipei/contracts/access/v1/member';
import {
  InventoryServiceService,
  ListPriceChangesResponse,
  ListStockEntriesResponse,
} from '@qipei/contracts/inventory/v1/inventory';
import { DomainError } from '@qipei/kernel';
import { describe, expect, it } from 'vitest';
import { oneMethod, startBench } from '../peer-server.fixture.ts';

const ACTORS = ['user_named', 'user_unnamed', 'user_gone', 'key_feed', ''];

/** A ledger of a level that each of them has edited, for a key with these scopes. */
async function bench(scopes: readonly string[], isDown = false) {
  const asked: string[] = [];
  const ask = (what: string) => {
    asked.push(what);
    if (isDown) throw new DomainError({ kind: 'unavailable', code: 'down', message: 'down' });
  };
  const at = new Date(0);
  const started = await startBench({
    verifyKey: async () =>
      VerifyKeyResponse.fromPartial({ keyId: 'key_asks', tenant: 'acme', scopes: [...scopes] }),
    services: [
      oneMethod(InventoryServiceService, {
        listStockEntries: async () =>
          ListStockEntriesResponse.fromPartial({
            entries: ACTORS.map((actor, entryId) => ({ actor, at, entryId: String(entryId) })),
          }),
        listPriceChanges: async () =>
          ListPriceChangesResponse.fromPartial({
            changes: ACTORS.map((actor, entryId) => ({ actor, at, entryId: String(entryId) })),
          }),
      }),
      oneMethod(MemberServiceService, {
        async listMembers() {
          ask('members');
          return ListMembersResponse.fromPartial({
            members: [
              { userId: 'user_named', name: 'Lin', email: 'lin@acme.example' },
              { userId: 'user_unnamed', email: 'wang@acme.example' },
            ],
          });
        },
      }),
      oneMethod(KeyServiceService, {
        async listKeys() {
          ask('keys');
          return ListKeysResponse.fromPartial({ keys: [{ keyId: 'key_feed', name: 'nightly' }] });
        },
      }),
    ],
  });
  const names = async (path: string) => {
    const answer = await started.get(path);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([200, expect.any(String)]);
    const { entries, changes } = JSON.parse(text) as Record<
      string,
      { actor: { name: string | null } | null }[] | undefined
    >;
    return { text, names: (entries ?? changes ?? []).map(({ actor }) => actor?.name ?? null) };
  };
  return { names, asked, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
}

describe.each([
  ['/v1/parts/part_1/stock-entries', 'inventory:write'],
  ['/v1/parts/part_1/price-changes', 'offers:write'],
] as const)('%s', (path, scope) => {
  it('tells no e-mail address and no key’s name to who may not list them', async () => {
    await using started = await bench([scope]);
    const { names, text } = await started.names(path);
    expect(names).toEqual(['Lin', null, null, null, null]);
    expect(text).not.toMatch(/@acme|nightly/);
    expect(text).toContain('user_unnamed');
    expect(started.asked).toEqual(['members']);
  });

  it('tells them to who may', async () => {
    await using started = await bench([scope, 'members:write', 'keys:write']);
    expect((await started.names(path)).names).toEqual(['Lin', 'wang@acme.example', null, 'nightly', null]);
  });

  it('is told without names where nobody can be asked for them', async () => {
    await using started = await bench([scope, 'members:write', 'keys:write'], true);
    expect((await started.names(path)).names).toEqual([null, null, null, null, null]);
    expect(new Set(started.asked)).toEqual(new Set(['members', 'keys']));
  });
});
