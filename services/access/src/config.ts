import { join } from 'node:path';
import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
  ConfigurationError,
  logLevelVariable,
  type PeerSecurity,
  peerSecurityOf,
  peerVariables,
  readEnvironment,
  type StorageConfig,
  storageOf,
  storageVariables,
} from '@qipei/service-kit/environment';
import { z } from 'zod';

export interface AccessConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Folder of the service's SQLite file. */
  dataDir: string;
  storage: StorageConfig;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  mail: MailConfig;
}

/** By an SMTP server, or to files below a folder. */
export type MailConfig = { smtpUrl: string; from: string } | { folder: string; from: string };

const variables = z.object({
  ACCESS_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7100'),
  ...storageVariables,
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
  /** `smtp://user:password@host:587`, or `smtps://…` for TLS from the first byte. */
  QIPEI_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, 'must begin with smtp:// or smtps:// and name a host')
    .optional(),
  /** An address, with a name or without: `Parts <parts@example.com>`. */
  QIPEI_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]{0,100}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an e-mail address')
    .optional(),
});

/** ACCESS_GRPC_ADDRESS, QIPEI_SMTP_URL, QIPEI_MAIL_FROM, storage and peers. @throws ConfigurationError */
export function readAccessConfig(env: Record<string, string | undefined>): AccessConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.ACCESS_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    mail: mailOf(read),
  };
}

function mailOf(read: z.infer<typeof variables>): MailConfig {
  const { QIPEI_SMTP_URL: smtpUrl, QIPEI_MAIL_FROM: from } = read;
  if (smtpUrl === undefined)
    return { folder: join(read.QIPEI_DATA_DIR, 'mail'), from: from ?? 'Qipei <no-reply@localhost>' };
  if (from === undefined)
    throw new ConfigurationError(
      "The configuration can't be used:\n  QIPEI_MAIL_FROM: is needed with QIPEI_SMTP_URL.",
    );
  return { smtpUrl, from };
}
