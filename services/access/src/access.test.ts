import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessServiceService, VerifyKeyRequest } from '@qipei/contracts/access/v1/access';
import { systemClock } from '@qipei/kernel';
import { createGrpcClient, systemContext } from '@qipei/service-kit';
import { embeddedEngines } from '@qipei/service-kit/environment';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKey, openAccess, readAccessConfig, revokeKey, startAccess } from './service.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-access-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const nobody = systemContext('', 'test');

it('a key works until it is revoked, also when another process revokes it', async () => {
  const config = readAccessConfig({
    QIPEI_DATA_DIR: dataDir,
    ACCESS_GRPC_ADDRESS: '127.0.0.1:0',
    LOG_LEVEL: 'silent',
  });
  await using service = await startAccess(config);
  await using client = createGrpcClient(AccessServiceService, { address: service.address });
  await using parts = await openAccess(config);
  const made = await createKey(
    { tenant: 'acme', name: 'counter', scopes: ['catalog:read'], customerId: 'garage-7' },
    { ...parts, clock: systemClock },
  );
  const request = VerifyKeyRequest.fromPartial({ secret: made.secret });

  expect(await client.verifyKey(request, nobody)).toMatchObject({
    keyId: made.key.keyId,
    tenant: 'acme',
    scopes: ['catalog:read'],
    customerId: 'garage-7',
  });
  await revokeKey(made.key.keyId, { ...parts, clock: systemClock });
  await expect(client.verifyKey(request, nobody)).rejects.toMatchObject({
    kind: 'unauthenticated',
    code: 'key-invalid',
  });
});

it.each(['', 'qpk_', 'x'.repeat(100_000), `qpk_${'A'.repeat(43)}`, "' OR 1=1 --"])(
  'refuses %.20s',
  async (secret) => {
    await using service = await startAccess(
      readAccessConfig({ QIPEI_DATA_DIR: dataDir, ACCESS_GRPC_ADDRESS: '127.0.0.1:0', LOG_LEVEL: 'silent' }),
    );
    await using client = createGrpcClient(AccessServiceService, { address: service.address });
    await expect(client.verifyKey(VerifyKeyRequest.fromPartial({ secret }), nobody)).rejects.toMatchObject({
      code: 'key-invalid',
    });
  },
);

it('keeps no secret on disk', async () => {
  await using parts = await openAccess(embeddedEngines(dataDir));
  const { secret } = await createKey(
    { tenant: 'acme', name: 'x', scopes: ['catalog:read'] },
    { ...parts, clock: systemClock },
  );
  for (const file of readdirSync(dataDir))
    expect(readFileSync(join(dataDir, file)).includes(secret)).toBe(false);
});

it('names what is wrong with a key that can’t be made', async () => {
  await using parts = await openAccess(embeddedEngines(dataDir));
  const make = (command: Parameters<typeof createKey>[0]) =>
    createKey(command, { ...parts, clock: systemClock });
  await expect(make({ tenant: 'A b', name: '', scopes: ['catalog:read'] })).rejects.toMatchObject({
    code: 'name-invalid',
  });
  await expect(make({ tenant: 'acme', name: '', scopes: ['root'] })).rejects.toMatchObject({
    code: 'scope-unknown',
  });
  await expect(make({ tenant: 'acme', name: '', scopes: [] })).rejects.toMatchObject({
    code: 'scope-missing',
  });
});
