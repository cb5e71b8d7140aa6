import { join } from 'node:path';
import type { DemoKeys } from './demo-keys.ts';
import type { DemoUser } from './demo-users.ts';

/** What the start prints. */
export function welcome(url: string, dataDir: string, keys: DemoKeys): string {
  return `${demoWelcome(url, dataDir, keys)}\nCtrl-C stops it.\n`;
}

/** Where the platform listens, the keys of the demo, and three commands to try. */
export function demoWelcome(url: string, dataDir: string, keys: DemoKeys): string {
  return `
Qipei listens on ${url}   (API reference: ${url}/docs)
Two storefronts, two looks: ${Object.keys(DEMO_HOSTS)
    .map((slug) => storefrontUrl(url, slug))
    .join('   ')}

Demo API keys (also in ${join(dataDir, 'demo-keys.json')}):
  distributor  ${keys.distributor}
  shop         ${keys.shop}
  other tenant ${keys.otherTenant}

Who can sign in (also in that file):
${Object.values(keys.users).map(userLine).join('\n')}

Try:
  curl -s -H 'Authorization: Bearer ${keys.shop}' '${url}/v1/vins/1HGCM82633A004352'
  curl -s -H 'Authorization: Bearer ${keys.shop}' --get '${url}/v1/search' --data-urlencode 'q=机油格' --data-urlencode 'vin=1HGCM82633A004352'
  curl -s -H 'Authorization: Bearer ${keys.shop}' '${url}/v1/makes'
`;
}

const DEMO_HOSTS = { demo: 'demo.localhost', other: 'other.localhost' };

/** Under a host of its own where the platform is on this machine, which browsers take `*.localhost` for. */
function storefrontUrl(url: string, slug: string): string {
  const { protocol, hostname, port } = new URL(url);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return `${url}/t/${slug}/`;
  return `${protocol}//${DEMO_HOSTS[slug as keyof typeof DEMO_HOSTS]}${port === '' ? '' : `:${port}`}/`;
}

function userLine({ email, password }: DemoUser): string {
  const known = password === '' ? 'as it was set before (qipei users reset sets another)' : password;
  return `  ${email.padEnd(24)} ${known}`;
}
