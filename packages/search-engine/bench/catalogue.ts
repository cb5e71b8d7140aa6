import type { DocumentPatch, IndexSchema } from '../src/search-engine.ts';

export const SCHEMA: IndexSchema = {
  mainGroup: 'part',
  text: { name: { weight: 8 }, alias: { weight: 4 }, description: { weight: 1 } },
  codes: ['ownNumber', 'oeNumber'],
  keywords: ['brandId', 'partTypeId', 'line', 'position'],
  links: ['vehicleId'],
  tenantNumbers: ['price', 'stock'],
};

const TYPES = [
  ['刹车片', 'brake pad', '制动蹄片'],
  ['刹车盘', 'brake disc', '制动盘'],
  ['机油滤清器', 'oil filter', '机滤'],
  ['空气滤清器', 'air filter', '空滤'],
  ['空调滤清器', 'cabin filter', '空调格'],
  ['火花塞', 'spark plug', '火嘴'],
  ['减震器', 'shock absorber', '避震'],
  ['水泵', 'water pump', '冷却泵'],
  ['正时皮带', 'timing belt', '时规皮带'],
  ['点火线圈', 'ignition coil', '高压包'],
  ['轮毂轴承', 'wheel bearing', '轴头'],
  ['雨刮片', 'wiper blade', '雨刷'],
] as const;
const WORDS = (
  'ceramic semi metallic premium heavy duty low noise coated vented drilled sealed genuine quality original equipment ' +
  'standard long life aluminium steel rubber gasket included sensor wear indicator kit pair single left right upper lower inner outer'
).split(' ');
const HAN =
  '适用于大众丰田本田日产奥迪宝马奔驰别克福特现代起亚吉利长安比亚迪高性能原厂品质耐磨静音陶瓷加强型套装左右前后上下';

export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The three patches of one part: part, fitment and one tenant's offer. */
export function partPatches(no: number, version: number, next: () => number): DocumentPatch[] {
  const pick = (count: number): number => Math.floor(next() * count);
  const [zh, en, alias] = TYPES[pick(TYPES.length)] ?? TYPES[0];
  const brand = Math.floor(next() ** 2 * 300);
  const some = (count: number): string =>
    Array.from({ length: count }, () => WORDS[pick(WORDS.length)]).join(' ');
  const han = Array.from({ length: 20 }, () => HAN[pick(HAN.length)]).join('');
  const code = (prefix: string): string =>
    prefix +
    Math.floor(next() * 36 ** 6)
      .toString(36)
      .toUpperCase()
      .padStart(6, '0');
  const model = pick(5000);
  const id = `part_${no.toString(36).padStart(26, '0')}`;
  return [
    {
      id,
      group: 'part',
      version,
      fields: {
        text: {
          name: `${zh} ${en} ${some(3)} M${pick(400)}`,
          alias: [`${alias} brand${brand}`, `${zh}总成 ${some(2)}`],
          description: `${han} ${some(5)}`,
        },
        codes: {
          ownNumber: [code(`B${brand}`)],
          oeNumber: [code('1K0'), code('5N0'), code('A'), code('90915')],
        },
        keywords: { brandId: [`brand_${brand}`], partTypeId: [`type_${zh}`], line: [`line_${pick(40)}`] },
        readers: ['*'],
        stored: { name: zh, nameEn: en, brand: `Brand ${brand}`, number: `B${brand}-${no}` },
        rank: pick(100),
        sortKey: code(`B${brand}`),
      },
    },
    {
      id,
      group: 'fitment',
      version,
      fields: {
        keywords: { position: [['front', 'rear', 'left', 'right'][pick(4)] ?? 'front'] },
        links: {
          vehicleId: Array.from({ length: 100 }, (_, i) => `ktype.pc:${10000 + ((model + i * 3) % 5000)}`),
        },
      },
    },
    {
      id,
      group: 'offer',
      tenant: 'shop',
      version,
      fields: { numbers: { price: pick(100000) + 100, stock: pick(50) } },
    },
  ];
}
