import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@qipei/service-kit';
import { embeddedEngines } from '@qipei/service-kit/environment';
import { addUser } from './application/operate-users.ts';
import type { SignInParts } from './application/sign-in-stores.ts';
import { type AccessStores, openAccess, openSignIn } from './compose.ts';

export const PASSWORD = 'correct horse battery';
/** Cheap; `ln` one lower is outdated. */
export const QUICK = { ln: 4, r: 8, p: 1 };

export interface PartsUnderTest extends AsyncDisposable {
  parts: SignInParts;
  stores: AccessStores;
  /** Makes a member whose password is PASSWORD; gives its id. */
  addMember(tenant: string, role: string, email: string, customerId?: string): Promise<string>;
}

/** The use cases' parts as they run, over SQLite in a folder of its own; their mails lie there. */
export async function openPartsUnderTest(): Promise<PartsUnderTest> {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-sign-in-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const stores = opened.use(await openAccess(embeddedEngines(dataDir)));
  const logger = createLogger({ service: 'test', level: 'silent' });
  const mail = { folder: join(dataDir, 'mail'), from: 'Qipei <no-reply@localhost>' };
  const parts = opened.use(await openSignIn(stores, { mail }, { logger, scrypt: { work: QUICK } }));
  const resources = opened.move();
  return {
    ...{ parts, stores },
    async addMember(tenant, role, email, customerId = '') {
      const { user } = await addUser({ tenant, role, email, customerId, password: PASSWORD }, parts);
      return user.userId;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
