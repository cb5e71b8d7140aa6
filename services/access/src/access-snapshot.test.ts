import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedEngines } from '@qipei/service-kit/environment';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addUser, openAccess, openKeySnapshot, openOperator } from './service.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-access-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const engines = (name: string) => embeddedEngines(join(folder, name));

async function contentOf(name: string): Promise<unknown[]> {
  await using snapshot = await openKeySnapshot(engines(name));
  return await Array.fromAsync(snapshot.read());
}

async function copy(from: string, to: string): Promise<void> {
  await using source = await openKeySnapshot(engines(from));
  await using target = await openKeySnapshot(engines(to));
  await target.write(source.read());
}

it('takes people along to other engines, once however often it is begun', async () => {
  {
    await using access = await openAccess(engines('from'));
    const operator = openOperator(access);
    const { user } = await addUser({ tenant: 'acme', email: 'a@acme.example', role: 'owner' }, operator);
    await addUser(
      { tenant: 'acme', email: 'b@acme.example', role: 'buyer', customerId: 'garage-7' },
      operator,
    );
    await addUser({ tenant: 'bolt', email: 'a@acme.example', role: 'seller' }, operator);
    const at = new Date('2027-01-01T00:00:00.123Z');
    await access.invitations.put({
      ...{
        invitationId: 'invitation_1',
        tenant: 'acme',
        email: 'c@d.example',
        role: 'seller',
        customerId: '',
      },
      ...{ invitedBy: user.userId, tokenHash: 'f'.repeat(64), createdAt: at, expiresAt: at },
    });
  }
  const given = await contentOf('from');
  expect(given.map((record) => (record as { kind: string }).kind)).toEqual([
    ...['user', 'user', 'membership', 'membership', 'membership', 'invitation', 'audit', 'audit', 'audit'],
  ]);
  await using empty = await openKeySnapshot(engines('to'));
  expect(await empty.isEmpty()).toBe(true);
  await copy('from', 'to');
  await copy('from', 'to');
  expect(await contentOf('to')).toEqual(given);
  expect(await empty.isEmpty()).toBe(false);
});
