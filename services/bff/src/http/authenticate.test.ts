import { AccessServiceService } from '@qipei/contracts/access/v1/access';
import { DomainError } from '@qipei/kernel';
import { createGrpcClient, newTraceparent } from '@qipei/service-kit';
import { afterEach, expect, it } from 'vitest';
import { KEY, startPeerServer, verifyFixedKeys } from '../peer-server.fixture.ts';
import { createAuthenticate } from './authenticate.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function bench(timeoutMs = 30_000) {
  const seen = { calls: 0, revoked: false };
  const server = await startPeerServer({
    verifyKey: (request) => {
      seen.calls += 1;
      if (seen.revoked) throw new DomainError({ kind: 'unauthenticated', code: 'key-invalid', message: '' });
      return verifyFixedKeys(request);
    },
  });
  const client = createGrpcClient(AccessServiceService, { address: server.address, timeoutMs });
  open.push(server, client);
  const authenticate = createAuthenticate(client);
  return { seen, server, ask: (header: string | undefined) => authenticate(header, newTraceparent()) };
}

const OTHER = `qpk_${'z'.repeat(43)}`;

it('asks once for many requests at a time', async () => {
  const { seen, ask } = await bench();
  const callers = await Promise.all(Array.from({ length: 50 }, () => ask(`Bearer ${KEY}`)));
  expect(seen.calls).toBe(1);
  expect(callers[7]).toMatchObject({ tenant: 'acme', keyId: 'key_all' });
  await ask(`bearer   ${KEY}`);
  expect(seen.calls).toBe(1);
});

it('lets a revoked key in for 2 seconds at most', async () => {
  const { seen, ask } = await bench();
  await ask(`Bearer ${KEY}`);
  seen.revoked = true;
  const revoked = performance.now();
  let lastIn = revoked;
  await expect
    .poll(
      async () => {
        const asked = performance.now();
        const answer = await ask(`Bearer ${KEY}`).then(
          () => 'in',
          (error) => error.status,
        );
        if (answer === 'in') lastIn = asked;
        return answer;
      },
      { timeout: 30_000, interval: 20 },
    )
    .toBe(401);
  expect(lastIn - revoked).toBeLessThan(2_000);
});

it('keeps a refusal for 1 second at most', async () => {
  const { seen, ask } = await bench();
  await expect(ask(`Bearer ${OTHER}`)).rejects.toMatchObject({ status: 401, code: 'key-invalid' });
  await expect(ask(`Bearer ${OTHER}`)).rejects.toMatchObject({ status: 401 });
  expect(seen.calls).toBe(1);
  const refused = performance.now();
  let lastKept = refused;
  await expect
    .poll(
      async () => {
        const asked = performance.now();
        await ask(`Bearer ${OTHER}`).catch(() => undefined);
        if (seen.calls === 1) lastKept = asked;
        return seen.calls;
      },
      { timeout: 30_000, interval: 20 },
    )
    .toBe(2);
  expect(lastKept - refused).toBeLessThan(1_000);
});

it.each([undefined, '', 'Bearer', 'Bearer x', `Basic ${KEY}`, `Bearer ${KEY} ${KEY}`, `Bearer ${KEY}x`])(
  'refuses %j without asking',
  async (header) => {
    const { seen, ask } = await bench();
    await expect(ask(header)).rejects.toMatchObject({ status: 401 });
    expect(seen.calls).toBe(0);
  },
);

it('lets nobody in while access is away', async () => {
  const { server, ask } = await bench(500);
  await server[Symbol.asyncDispose]();
  await expect(ask(`Bearer ${KEY}`)).rejects.toMatchObject({ status: 503, code: 'access-unavailable' });
});

it('takes a peer that refuses this process for a fault of the set-up, not of the key', async () => {
  const server = await startPeerServer({
    verifyKey: () =>
      Promise.reject(new DomainError({ kind: 'unauthenticated', code: 'peer-unknown', message: '' })),
  });
  const client = createGrpcClient(AccessServiceService, { address: server.address });
  open.push(server, client);
  await expect(createAuthenticate(client)(`Bearer ${KEY}`, newTraceparent())).rejects.toMatchObject({
    status: 503,
  });
});
