import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccessStores,
  addUser,
  createKey,
  openAccess,
  openOperator,
  readAccessConfig,
  startAccess,
} from '@qipei/access';
import { readBffConfig, startBff } from '@qipei/bff';
import { systemClock } from '@qipei/kernel';
import { createLogger } from '@qipei/service-kit';

/** Cheap enough to sign in hundreds of times; the form and the code are the same. */
const QUICK = { work: { ln: 4, r: 8, p: 1 } };
export const PASSWORD = 'correct horse battery';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;
export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Json;
}
export interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A browser with one tab: keeps the cookie, and sends what a page of the platform's own sends. */
export interface Browser {
  cookie: string;
  csrfToken: string;
  send(method: string, path: string, sent?: Sent): Promise<Answered>;
  signIn(email: string, password?: string): Promise<Answered>;
}

export interface SignInBench extends AsyncDisposable {
  url: string;
  access: AccessStores;
  /** What the services have logged. */
  logged: string[];
  send(method: string, path: string, sent?: Sent): Promise<Answered>;
  browser(): Browser;
  addUser(tenant: string, role: string, email: string): Promise<string>;
  keyOf(tenant: string, scopes: readonly string[], customerId?: string): Promise<string>;
  /** The newest mail, and the token of its link. */
  newestMail(): { text: string; token: string };
  mails(): string[];
}

/** Access and REST alone, over a folder of their own; what would need another service answers 503. */
export async function startSignInBench(env: Record<string, string> = {}): Promise<SignInBench> {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-sign-in-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const logged: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line) => void logged.push(line) },
  });
  const own: Record<string, string> = { QIPEI_DATA_DIR: dataDir, PORT: '0', WEB_DIST: 'off', ...env };
  // Nobody listens on port 1.
  for (const name of ['CATALOG', 'FITMENT', 'INVENTORY', 'ORDER', 'SEARCH', 'EXCHANGE'])
    own[`${name}_GRPC_ADDRESS`] = '127.0.0.1:1';
  const config = readAccessConfig({ ...own, ACCESS_GRPC_ADDRESS: '127.0.0.1:0' });
  const service = opened.use(await startAccess(config, { logger, scrypt: QUICK }));
  const access = opened.use(await openAccess(config));
  const bff = opened.use(
    await startBff(readBffConfig({ ...own, ACCESS_GRPC_ADDRESS: service.address }), {
      logger,
      validateResponses: true,
      graceMs: 100,
    }),
  );
  const send = (method: string, path: string, sent?: Sent) => call(bff.url, method, path, sent);
  const folder = join(dataDir, 'mail');
  const mails = () => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8'));
    } catch {
      return [];
    }
  };
  const resources = opened.move();
  return {
    ...{ url: bff.url, access, logged, send, mails },
    browser: () => newBrowser(bff.url),
    async addUser(tenant, role, email) {
      const customerId = role === 'buyer' ? 'garage-7' : undefined;
      const { user } = await addUser(
        { tenant, role, email, password: PASSWORD, customerId },
        openOperator(access),
      );
      return user.userId;
    },
    async keyOf(tenant, scopes, customerId) {
      const { secret } = await createKey(
        { tenant, name: 'test', scopes, customerId },
        { keys: access.keys, clock: systemClock },
      );
      return secret;
    },
    newestMail() {
      const text = (mails().at(-1) ?? '').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
      const encoded = /\r\n\r\n([A-Za-z0-9+/=\r\n]+)$/.exec(mails().at(-1) ?? '')?.[1];
      const plain = /base64/i.test(text) ? Buffer.from(encoded ?? '', 'base64').toString() : text;
      return { text: plain, token: /#([A-Za-z0-9_-]{43})/.exec(plain)?.[1] ?? '' };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function newBrowser(url: string): Browser {
  const browser: Browser = {
    cookie: '',
    csrfToken: '',
    async send(method, path, sent = {}) {
      const answer = await call(url, method, path, {
        ...sent,
        headers: {
          ...(browser.cookie === '' ? {} : { cookie: browser.cookie }),
          'x-csrf-token': browser.csrfToken,
          'sec-fetch-site': 'same-origin',
          ...sent.headers,
        },
      });
      const [set] = [answer.headers['set-cookie'] ?? []].flat();
      if (set !== undefined) browser.cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '');
      if (typeof answer.body?.csrfToken === 'string') browser.csrfToken = answer.body.csrfToken;
      return answer;
    },
    signIn: (email, password = PASSWORD) =>
      browser.send('POST', '/v1/session', { body: { email, password } }),
  };
  return browser;
}

/** Not `fetch`, which refuses to send some headers that a browser sets by itself. */
function call(
  url: string,
  method: string,
  path: string,
  { body, headers = {} }: Sent = {},
): Promise<Answered> {
  const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const req = request(
      url + path,
      {
        method,
        agent: false,
        headers: {
          ...(content === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const isJson = response.headers['content-type']?.includes('json') === true;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: isJson ? JSON.parse(text) : text,
          });
        });
      },
    );
    req.on('error', reject);
    req.end(content);
  });
}
