import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, certificateAuthority } from './certificates.ts';

/** How a client gets in over TLS. */
export interface KafkaAccess {
  /** The listeners that want a user: SASL_SSL. */
  readonly brokers: readonly string[];
  /** The listeners that want a client's certificate instead. */
  readonly mutualBrokers: readonly string[];
  /** PEM of the authority that has signed the servers' certificates. */
  readonly ca: string;
  /** PEM of one that has signed nothing here. */
  readonly strangersCa: string;
  /** Takes PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly user: { username: string; password: string };
  /** Of a client, for `mutualBrokers`. */
  readonly client: Certificate;
  /** As good as `client` by its looks, but signed by the stranger. */
  readonly strangersClient: Certificate;
}

/** What a node's files say to make it so. */
export interface SecuredListeners {
  readonly access: Omit<KafkaAccess, 'brokers' | 'mutualBrokers'>;
  /** For the tool that formats a node's folder: users of SCRAM are part of the cluster's metadata. */
  readonly formatArguments: readonly string[];
  /** Writes the key and the certificates below `home`; the properties that refer to them. */
  properties(home: string): Record<string, string>;
}

export const SECURED = 'SECURED';
export const MUTUAL = 'MUTUAL';

const MODULES = 'org.apache.kafka.common.security';

/** Keys, certificates and the password are made anew each time and are nowhere but in this process and the folder. */
export function securedListeners(): SecuredListeners {
  const authority = certificateAuthority('Qipei test authority');
  const stranger = certificateAuthority('Somebody else');
  const server = authority.server();
  const user = { username: 'qipei', password: randomBytes(18).toString('base64url') };
  const credentials = `name=${user.username},password=${user.password}`;
  return {
    access: {
      ca: authority.ca,
      strangersCa: stranger.ca,
      user,
      client: authority.client('qipei'),
      strangersClient: stranger.client('qipei'),
    },
    formatArguments: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[${credentials}]`,
    ]),
    properties(home) {
      const keystore = join(home, 'server.pem');
      const truststore = join(home, 'ca.pem');
      writeFileSync(keystore, `${server.key}${server.cert}`);
      chmodSync(keystore, 0o600);
      writeFileSync(truststore, authority.ca);
      const secured = `listener.name.${SECURED.toLowerCase()}`;
      const scram = `${MODULES}.scram.ScramLoginModule required;`;
      return {
        'ssl.keystore.type': 'PEM',
        'ssl.keystore.location': keystore,
        'ssl.truststore.type': 'PEM',
        'ssl.truststore.location': truststore,
        [`listener.name.${MUTUAL.toLowerCase()}.ssl.client.auth`]: 'required',
        [`${secured}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        [`${secured}.plain.sasl.jaas.config`]: `${MODULES}.plain.PlainLoginModule required user_${user.username}="${user.password}";`,
        [`${secured}.scram-sha-256.sasl.jaas.config`]: scram,
        [`${secured}.scram-sha-512.sasl.jaas.config`]: scram,
      };
    },
  };
}
