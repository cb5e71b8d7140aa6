import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Snapshot, systemClock } from '@qipei/kernel';
import type { Logger } from '@qipei/service-kit';
import { openDatabase } from '@qipei/sqlite';
import { type ScryptOptions, scryptPasswordHasher } from './adapters/scrypt/scrypt-password-hasher.ts';
import { SIGN_IN_MIGRATIONS } from './adapters/sqlite/sign-in-migrations.ts';
import { API_KEY_MIGRATIONS, sqliteApiKeyRepository } from './adapters/sqlite/sqlite-api-key-repository.ts';
import { sqliteSignInStores } from './adapters/sqlite/sqlite-sign-in-stores.ts';
import {
  STOREFRONT_MIGRATIONS,
  sqliteStorefrontRepository,
} from './adapters/sqlite/sqlite-storefront-repository.ts';
import type { AccountRecord } from './application/account-snapshot.ts';
import { attemptLimits } from './application/attempt-limits.ts';
import { backgroundWork } from './application/background-work.ts';
import { type KeyRecord, keySnapshot } from './application/key-snapshot.ts';
import type { SignInParts, SignInStores } from './application/sign-in-stores.ts';
import type { StorefrontRecord } from './application/storefront-snapshot.ts';
import type { AccessConfig, MailConfig } from './config.ts';
import type { ApiKeyRepository } from './domain/api-key-repository.ts';
import type { Mailer } from './domain/mailer.ts';
import type { StorefrontRepository } from './domain/storefront-repository.ts';

/** What the service keeps. */
export interface AccessStores extends SignInStores, AsyncDisposable {
  keys: ApiKeyRepository;
  storefronts: StorefrontRepository;
}

/** Picks the adapters that the configuration names. */
export async function openAccess({ storage }: Pick<AccessConfig, 'storage'>): Promise<AccessStores> {
  if (storage.engine === 'mongodb') {
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoKeys } = await import('./adapters/mongo/open-mongo-keys.ts');
    return await openMongoKeys(storage.url);
  }
  mkdirSync(storage.dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase({
    file: join(storage.dataDir, 'access.sqlite'),
    migrations: [...API_KEY_MIGRATIONS, ...STOREFRONT_MIGRATIONS, ...SIGN_IN_MIGRATIONS],
    cacheMb: 1,
  });
  return {
    keys: sqliteApiKeyRepository(db),
    storefronts: sqliteStorefrontRepository(db),
    ...sqliteSignInStores(db),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
}

/** Every tenant's keys, storefronts and people, to be copied; beside a service that doesn't run. */
export async function openKeySnapshot(
  config: Pick<AccessConfig, 'storage'>,
): Promise<Snapshot<KeyRecord | StorefrontRecord | AccountRecord>> {
  return keySnapshot(await openAccess(config));
}

/** What the use cases about people work with, over stores that are open; closing it waits for what runs beside answers. */
export async function openSignIn(
  { keys, accounts, sessions, invitations, resets, audit, attempts, storefronts }: AccessStores,
  config: Pick<AccessConfig, 'mail'>,
  { logger, scrypt }: { logger: Logger; scrypt?: ScryptOptions | undefined },
): Promise<SignInParts & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const mailer = opened.use(await openMailer(config.mail, logger));
  const work = opened.use(
    backgroundWork((what, error) => logger.error({ err: error, what }, 'work beside an answer failed')),
  );
  const resources = opened.move();
  return {
    ...{ keys, accounts, sessions, invitations, resets, audit, attempts, mailer },
    clock: systemClock,
    hasher: scryptPasswordHasher(scrypt),
    limits: attemptLimits(attempts, systemClock),
    async tenantName(tenant) {
      const { name } = (await storefronts.find(tenant))?.settings ?? {};
      return name?.zh || name?.en || tenant;
    },
    background: work.start,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Work of an operator's on users, over stores that are open. */
export function openOperator({ accounts, sessions, resets, audit, keys }: AccessStores) {
  return { accounts, sessions, resets, audit, keys, clock: systemClock, hasher: scryptPasswordHasher() };
}

async function openMailer(mail: MailConfig, logger: Logger): Promise<Mailer & AsyncDisposable> {
  if ('smtpUrl' in mail) {
    const { smtpMailer } = await import('./adapters/mail/smtp-mailer.ts');
    return smtpMailer({ url: mail.smtpUrl, from: mail.from });
  }
  const { fileMailer } = await import('./adapters/mail/file-mailer.ts');
  const onWritten = (file: string) =>
    logger.warn({ file }, 'no mail server is set (QIPEI_SMTP_URL): a mail was written to a file');
  return { ...fileMailer({ ...mail, onWritten }), [Symbol.asyncDispose]: async () => {} };
}
