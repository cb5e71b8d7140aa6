import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { ConfigurationError } from './read-environment.ts';

/** PEM. */
export interface PeerCertificates {
  /** The authority that signs the services' certificates, and nobody else's. */
  ca: string;
  /** Of this service: what it shows to who calls it, and to whom it calls. */
  cert: string;
  key: string;
}

/** What services know each other by. */
export interface PeerSecurity {
  /** A secret that every call carries. */
  token?: string | undefined;
  /** Calls are encrypted, and both sides show a certificate. */
  tls?: PeerCertificates | undefined;
}

/** What a service asks of the environment to know its peers. */
export const peerVariables = {
  QIPEI_PEER_TOKEN: z.string().min(16).optional(),
  /** PEM, as are the next two. */
  QIPEI_PEER_TLS_CA: z.string().optional(),
  QIPEI_PEER_TLS_CERT: z.string().optional(),
  QIPEI_PEER_TLS_KEY: z.string().optional(),
};

type PeerVariables = z.infer<z.ZodObject<typeof peerVariables>>;

/** @throws ConfigurationError for half of it, for what is no PEM, and for a key of another certificate */
export function peerSecurityOf(read: PeerVariables): PeerSecurity {
  const { QIPEI_PEER_TLS_CA: ca, QIPEI_PEER_TLS_CERT: cert, QIPEI_PEER_TLS_KEY: key } = read;
  const token = read.QIPEI_PEER_TOKEN;
  if (ca === undefined && cert === undefined && key === undefined) return { token, tls: undefined };
  if (ca === undefined || cert === undefined || key === undefined)
    throw refused(
      'QIPEI_PEER_TLS_CA, QIPEI_PEER_TLS_CERT and QIPEI_PEER_TLS_KEY are given together or not at all.',
    );
  readable('QIPEI_PEER_TLS_CA', () => new X509Certificate(ca));
  const own = readable('QIPEI_PEER_TLS_CERT', () => new X509Certificate(cert));
  const secret = readable('QIPEI_PEER_TLS_KEY', () => createPrivateKey(key));
  if (!own.checkPrivateKey(secret))
    throw refused('QIPEI_PEER_TLS_KEY: is not the key of QIPEI_PEER_TLS_CERT.');
  return { token, tls: { ca, cert, key } };
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch {
    // The cause may quote the key.
    throw refused(`${name}: is no PEM that can be read.`);
  }
}

function refused(message: string): ConfigurationError {
  return new ConfigurationError(`The configuration can't be used:\n  ${message}`);
}
