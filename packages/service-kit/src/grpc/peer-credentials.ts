import { type ChannelCredentials, credentials, ServerCredentials } from '@grpc/grpc-js';
import type { PeerSecurity } from '../environment/peers.ts';

/** Of a caller: the server has to be the one that the address names. */
export function channelCredentials(security: PeerSecurity | undefined): ChannelCredentials {
  const tls = security?.tls;
  if (tls === undefined) return credentials.createInsecure();
  return credentials.createSsl(Buffer.from(tls.ca), Buffer.from(tls.key), Buffer.from(tls.cert));
}

/** Of a server: who has no certificate of the authority isn't let in. */
export function serverCredentials(security: PeerSecurity | undefined): ServerCredentials {
  const tls = security?.tls;
  if (tls === undefined) return ServerCredentials.createInsecure();
  const own = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  return ServerCredentials.createSsl(Buffer.from(tls.ca), [own], true);
}
