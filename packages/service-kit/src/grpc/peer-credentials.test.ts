import { CatalogServiceService, GetPartRequest, GetPartResponse } from '@qipei/contracts/catalog/v1/catalog';
import { certificateAuthority } from '@qipei/testing/certificates';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { PeerSecurity } from '../environment/peers.ts';
import { systemContext } from './call-context.ts';
import { createGrpcClient } from './grpc-client.ts';
import { grpcService, startGrpcServer } from './grpc-server.ts';

const { getPart } = CatalogServiceService;
const authority = certificateAuthority('the peers');
const others = certificateAuthority('others');
const request = GetPartRequest.fromPartial({ partId: 'part_1' });

const peer = (of = authority, shown = of.server()): PeerSecurity => ({ tls: { ca: of.ca, ...shown } });

function serve(peerSecurity: PeerSecurity) {
  return startGrpcServer({
    address: '127.0.0.1:0',
    services: [
      grpcService(
        { getPart },
        { getPart: async ({ partId }) => GetPartResponse.fromPartial({ part: { partId } }) },
      ),
    ],
    logger: pino({ level: 'silent' }),
    peerSecurity,
  });
}

async function ask(address: string, peerSecurity: PeerSecurity): Promise<string | undefined> {
  await using client = createGrpcClient({ getPart }, { address, peerSecurity, timeoutMs: 2_000 });
  return (await client.getPart(request, systemContext('acme', 'test'))).part?.partId;
}

describe('peers with certificates of one authority', () => {
  it('know each other', async () => {
    await using server = await serve({ ...peer(), token: 'of-the-peers-alone' });
    expect(await ask(server.address, { ...peer(), token: 'of-the-peers-alone' })).toBe('part_1');
    await expect(ask(server.address, peer())).rejects.toMatchObject({ code: 'peer-unknown' });
  });

  it.each<[string, PeerSecurity]>([
    ['speaks without TLS', {}],
    ['shows the certificate of another authority', peer(authority, others.server())],
    ['trusts another authority', peer(others, authority.server())],
  ])('are not spoken to by who %s', async (_, stranger) => {
    await using server = await serve(peer());
    await expect(ask(server.address, stranger)).rejects.toMatchObject({
      kind: expect.stringMatching(/unavailable|deadline/),
    });
    expect(await ask(server.address, peer())).toBe('part_1');
  });

  it('do not speak to who has the certificate of another name', async () => {
    await using server = await serve(peer(authority, authority.client('somebody')));
    await expect(ask(server.address, peer())).rejects.toMatchObject({
      kind: expect.stringMatching(/unavailable|deadline/),
    });
  });
});
