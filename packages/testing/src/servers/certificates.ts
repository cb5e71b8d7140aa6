import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

/** PEM, the key as PKCS #8. */
export interface Certificate {
  cert: string;
  key: string;
}

/** An authority that nobody has heard of before; its key leaves the process with nothing that it signs. */
export interface CertificateAuthority {
  /** PEM. */
  readonly ca: string;
  /** For a server on the loopback, by name or address. */
  server(): Certificate;
  client(commonName: string): Certificate;
}

type Extension = Record<string, unknown> & { name: string };

const DAY_MS = 24 * 60 * 60 * 1_000;
const BY_NAME = 2;
const BY_ADDRESS = 7;

export function certificateAuthority(commonName: string): CertificateAuthority {
  const own = keyPair();
  const subject = [{ name: 'commonName', value: commonName }];
  const ca = signed(own, subject, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);

  function signed(of: KeyPair, to: { name: string; value: string }[], extensions: Extension[]): string {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = of.public;
    // Positive, as a serial number's first bit is its sign.
    certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
    certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
    certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
    certificate.setSubject(to);
    certificate.setIssuer(subject);
    certificate.setExtensions(extensions);
    certificate.sign(own.private, forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  }

  function leaf(name: string, extensions: Extension[]): Certificate {
    const keys = keyPair();
    const cert = signed(
      keys,
      [{ name: 'commonName', value: name }],
      [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
        ...extensions,
      ],
    );
    return { cert, key: keys.pem };
  }

  return {
    ca,
    server: () =>
      leaf('localhost', [
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: BY_NAME, value: 'localhost' },
            { type: BY_ADDRESS, ip: '127.0.0.1' },
          ],
        },
      ]),
    client: (name) => leaf(name, [{ name: 'extKeyUsage', clientAuth: true }]),
  };
}

interface KeyPair {
  public: forge.pki.rsa.PublicKey;
  private: forge.pki.rsa.PrivateKey;
  pem: string;
}

/** Node's own generator, as one in JavaScript takes seconds. */
function keyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    public: forge.pki.publicKeyFromPem(publicKey),
    private: forge.pki.privateKeyFromPem(privateKey),
    pem: privateKey,
  };
}
