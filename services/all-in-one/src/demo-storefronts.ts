import { crc32, deflateSync } from 'node:zlib';
import { type AccessStores, putStorefront, putStorefrontLogo } from '@qipei/access';
import { systemClock } from '@qipei/kernel';

type Settings = Parameters<typeof putStorefront>[0]['settings'];

const SHARED = {
  tagline: { zh: '', en: '' },
  languages: ['zh-CN', 'en'],
  brands: [],
  partTypes: [],
  contact: { phone: '', email: '', wechat: '', website: '', address: { zh: '', en: '' } },
} satisfies Partial<Settings>;

/** Two looks of one build; browsers take `*.localhost` for this machine, so that each has a host of its own at once. */
const STOREFRONTS: Record<string, { settings: Settings; logo: [background: string, ink: string] }> = {
  demo: {
    settings: {
      ...SHARED,
      slug: 'demo',
      hosts: ['demo.localhost'],
      name: { zh: '示范汽配', en: 'Demo Auto Parts' },
      tagline: { zh: '一个 VIN，找对每个件', en: 'One VIN, every part that fits' },
      colors: { primary: '#1456b8', onPrimary: '', header: '#0f2a4a', onHeader: '' },
      radius: 6,
      defaultLanguage: 'zh-CN',
      currency: 'CNY',
      access: 'open',
    },
    logo: ['#0f2a4a', '#ffb300'],
  },
  other: {
    settings: {
      ...SHARED,
      slug: 'other',
      hosts: ['other.localhost'],
      name: { zh: '另一家配件', en: 'Other Parts Co.' },
      tagline: { zh: '', en: 'Trade counter' },
      colors: { primary: '#b3261e', onPrimary: '', header: '#3b0d0a', onHeader: '#ffdad6' },
      radius: 0,
      languages: ['en', 'zh-CN'],
      defaultLanguage: 'en',
      currency: 'EUR',
      access: 'members',
    },
    logo: ['#3b0d0a', '#ffdad6'],
  },
};

/** Sets up the storefronts of the demo's two tenants, where they have none yet. */
export async function makeDemoStorefronts({ storefronts }: Pick<AccessStores, 'storefronts'>): Promise<void> {
  const dependencies = { storefronts, clock: systemClock };
  for (const [tenant, { settings, logo }] of Object.entries(STOREFRONTS)) {
    if ((await storefronts.find(tenant)) !== undefined) continue;
    await putStorefront({ tenant, settings, ifVersion: 0 }, dependencies);
    await putStorefrontLogo({ tenant, content: wheelLogo(...logo) }, dependencies);
  }
}

const SIDE = 192;

/** A wheel on a ground of one colour, as a PNG. */
function wheelLogo(background: string, ink: string): Uint8Array {
  const [ground, paint] = [background, ink].map((color) => Buffer.from(color.slice(1), 'hex')) as [
    Buffer,
    Buffer,
  ];
  const rows: Buffer[] = [];
  for (let y = 0; y < SIDE; y += 1) {
    // Each line begins with its filter: none.
    const row: Uint8Array[] = [Buffer.from([0])];
    for (let x = 0; x < SIDE; x += 1) row.push(isWheel(x, y) ? paint : ground);
    rows.push(Buffer.concat(row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits, three colours.
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A tyre, a rim with five spokes, a hub. */
function isWheel(x: number, y: number): boolean {
  const [dx, dy] = [x - SIDE / 2 + 0.5, y - SIDE / 2 + 0.5];
  const radius = Math.hypot(dx, dy) / (SIDE / 2);
  if (radius > 0.86) return false;
  if (radius > 0.68 || radius < 0.16) return true;
  const turn = ((Math.atan2(dy, dx) / (2 * Math.PI)) * 5 + 10.25) % 1;
  return radius < 0.6 && Math.abs(turn - 0.5) < 0.09 / radius / 2;
}

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
