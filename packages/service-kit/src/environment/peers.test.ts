import { certificateAuthority } from '@qipei/testing/certificates';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { peerSecurityOf, peerVariables } from './peers.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';

const authority = certificateAuthority('the peers');
const own = authority.server();
const whole = {
  QIPEI_PEER_TLS_CA: authority.ca,
  QIPEI_PEER_TLS_CERT: own.cert,
  QIPEI_PEER_TLS_KEY: own.key,
};
const read = (env: Record<string, string>) => peerSecurityOf(readEnvironment(z.object(peerVariables), env));

describe('what peers know each other by', () => {
  it('is a token, certificates, both, or nothing', () => {
    const token = 'of-the-peers-alone';
    expect(read({})).toEqual({ token: undefined, tls: undefined });
    expect(read({ QIPEI_PEER_TOKEN: token })).toEqual({ token, tls: undefined });
    expect(read({ ...whole, QIPEI_PEER_TOKEN: token })).toEqual({ token, tls: { ca: authority.ca, ...own } });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ QIPEI_PEER_TLS_CA: authority.ca }, /together or not at all/],
    [{ ...whole, QIPEI_PEER_TLS_CA: 'nonsense' }, /QIPEI_PEER_TLS_CA: is no PEM/],
    [{ ...whole, QIPEI_PEER_TLS_CERT: own.key }, /QIPEI_PEER_TLS_CERT: is no PEM/],
    [{ ...whole, QIPEI_PEER_TLS_KEY: own.cert }, /QIPEI_PEER_TLS_KEY: is no PEM/],
    [{ ...whole, QIPEI_PEER_TLS_KEY: authority.server().key }, /is not the key of/],
  ])('is refused by name where it cannot be used %#', (env, reason) => {
    expect(() => read(env)).toThrow(ConfigurationError);
    expect(() => read(env)).toThrow(reason);
  });
});
