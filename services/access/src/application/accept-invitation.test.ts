import { newId } from '@qipei/kernel';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Invitation } from '../domain/invitation.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { openPartsUnderTest, PASSWORD, type PartsUnderTest } from '../sign-in-parts.fixture.ts';
import { acceptInvitation, openInvitation } from './accept-invitation.ts';
import { createKey } from './create-key.ts';
import { changeMember, removeMember } from './manage-members.ts';
import { revokeKey } from './revoke-key.ts';

let opened: PartsUnderTest;
let inviter: string;
let other: string;
beforeEach(async () => {
  opened = await openPartsUnderTest();
  inviter = await opened.addMember('acme', 'owner', 'inviter@acme.example');
  other = await opened.addMember('acme', 'owner', 'other@acme.example');
});
afterEach(() => opened[Symbol.asyncDispose]());

async function invite(invitedBy: string, over: Partial<Invitation> = {}): Promise<string> {
  const token = newToken();
  const now = Date.now();
  await opened.parts.invitations.put({
    ...{ invitationId: newId('invitation'), tenant: 'acme', email: 'invited@acme.example', role: 'owner' },
    ...{ customerId: '', invitedBy, tokenHash: hashToken(token), createdAt: new Date(now) },
    ...{ expiresAt: new Date(now + 60_000), ...over },
  });
  return token;
}
const accept = (token: string) =>
  acceptInvitation({ token, name: 'Li', password: PASSWORD, address: '192.0.2.1' }, opened.parts);
const missing = { kind: 'not-found', code: 'invitation-not-found' };
const asOther = () => ({ tenant: 'acme', actor: other, customerId: '' });

async function expectShut(token: string): Promise<void> {
  await expect(openInvitation(token, opened.parts)).rejects.toMatchObject(missing);
  await expect(accept(token)).rejects.toMatchObject(missing);
  const members = await opened.parts.accounts.members('acme');
  expect(members.map(({ user }) => user.email)).not.toContain('invited@acme.example');
  expect(await opened.parts.accounts.findUserByEmail('invited@acme.example')).toBe(undefined);
}

it('is open as long as who invited may', async () => {
  const token = await invite(inviter);
  expect((await openInvitation(token, opened.parts)).user).toBe(undefined);
  expect(await accept(token)).toMatchObject({ tenant: 'acme', role: 'owner' });
});

it('lets no owner back in who was removed', async () => {
  const token = await invite(inviter, { email: 'inviter@acme.example' });
  await removeMember(asOther(), inviter, opened.parts);
  await expect(openInvitation(token, opened.parts)).rejects.toMatchObject(missing);
  await expect(accept(token)).rejects.toMatchObject(missing);
  expect(await opened.parts.accounts.findMembership('acme', inviter)).toBe(undefined);
});

it('is shut while who invited is demoted, and to what they may still give is open', async () => {
  const token = await invite(inviter);
  const seller = await invite(inviter, { email: 'seller@acme.example', role: 'seller' });
  const post = (role: string) =>
    changeMember(asOther(), { userId: inviter, role, customerId: '' }, opened.parts);
  await post('seller');
  await expectShut(token);
  expect(await accept(seller)).toMatchObject({ role: 'seller' });
  // Nothing was used up.
  await post('owner');
  expect(await accept(token)).toMatchObject({ role: 'owner' });
});

it('is shut when its key was revoked, or is another tenant’s', async () => {
  const keyOf = async (tenant: string, customerId?: string) =>
    (
      await createKey(
        {
          tenant,
          name: 'office',
          scopes: [
            ...(['members:write', 'catalog:read', 'inventory:read', 'inventory:write'] as const),
            ...(['orders:read', 'orders:write'] as const),
          ],
          customerId,
        },
        opened.parts,
      )
    ).key.keyId;
  const own = await keyOf('acme');
  await expectShut(await invite(await keyOf('bolt'), { role: 'seller' }));
  await expectShut(await invite(own, { role: 'owner' }));
  const ofCustomer = await keyOf('acme', 'garage-7');
  await expectShut(await invite(ofCustomer, { role: 'buyer', customerId: 'garage-8' }));
  const buyer = await invite(ofCustomer, {
    role: 'buyer',
    customerId: 'garage-7',
    email: 'buyer@acme.example',
  });
  expect(await accept(buyer)).toMatchObject({ customerId: 'garage-7' });
  const token = await invite(own, { role: 'seller' });
  expect((await openInvitation(token, opened.parts)).invitation.role).toBe('seller');
  await revokeKey(own, opened.parts);
  await expectShut(token);
});

it('asks nothing of an operator', async () => {
  expect(await accept(await invite('operator'))).toMatchObject({ role: 'owner' });
});

it('is shut to who was removed while it was being accepted', async () => {
  const token = await invite(inviter);
  const { parts } = opened;
  const raced = {
    ...parts,
    hasher: {
      ...parts.hasher,
      async hash(password: string) {
        await removeMember(asOther(), inviter, parts);
        return await parts.hasher.hash(password);
      },
    },
  };
  const command = { token, name: 'Li', password: PASSWORD, address: '192.0.2.1' };
  await expect(acceptInvitation(command, raced)).rejects.toMatchObject(missing);
  expect(await parts.accounts.findUserByEmail('invited@acme.example')).toBe(undefined);
});
