/** A brand that does not exist. */
export interface DemoBrand {
  name: string;
  nameZh: string;
  /** Its prices as against the average. */
  tier: number;
  /** How it writes its numbers: `t` a letter of the part type, `0` to `6` a digit of the running number. */
  pattern: string;
}

export const DEMO_BRANDS: readonly DemoBrand[] = [
  ['Velmora', '维摩朗', 1.5, 'VM-tt0123456'],
  ['Taraxon', '塔拉森', 1.4, 'tt 012 3456'],
  ['Brennick', '布伦尼克', 1.6, '0 123 456 ttt'],
  ['Kestrava', '凯斯特拉瓦', 1.2, 'Ktt0123456'],
  ['Ombrix', '昂布瑞', 1.1, 'OX.0123456.t'],
  ['Stavnerra', '斯塔夫纳', 1.7, '0123.456-tt'],
  ['Pelmontis', '佩蒙提', 1.3, 'P0123456tt'],
  ['Quillardo', '奎拉多', 1.25, 'Qt-012-3456'],
  ['Mirovexa', '米罗维萨', 1, 'MVX0123456t'],
  ['Norvettic', '诺维蒂', 1.35, 'NT0123-456'],
  ['Zelkorra', '泽尔科', 0.9, 'ZK-0123456tt'],
  ['Dexirando', '德西兰', 1.05, 'DXtt-0123456'],
  ['Ruoxingda', '若行达', 0.7, 'RX-ttt-0123456'],
  ['Haolutongda', '昊鹿通达', 0.65, 'HLT0123456t'],
  ['Yunqiaoke', '云峤客', 0.75, 'YQtt0123456'],
  ['Lanmaisen', '岚迈森', 0.8, 'LM0123-456tt'],
  ['Fenglinke', '枫麟克', 0.6, 'Ft0123456'],
  ['Tuoyuanhe', '拓垣禾', 0.7, 'TYH-0123456-t'],
  ['Chimeishuo', '驰湄硕', 0.55, 'CM tt 0123456'],
  ['Jixuanwei', '稷轩维', 0.85, 'JX0123456tt'],
  ['Bolintai', '铂霖泰', 0.95, 'Btt-012-3456'],
  ['Senkaro', '森卡洛', 0.9, 'SK/tt/0123456'],
  ['Huanyuanjie', '寰垣捷', 0.5, 'HY0123456-tt'],
  ['Arnoveldt', '阿诺维德', 1.45, '012 345 6tt A'],
  ['Osterfjell', '奥斯特菲', 1.55, 'OF 0123456 t'],
].map(([name, nameZh, tier, pattern]) => ({
  name: String(name),
  nameZh: String(nameZh),
  tier: Number(tier),
  pattern: String(pattern),
}));

/** A brand's own number for the part with this running number (below ten million); different for each. */
export function brandNumber(brand: DemoBrand, letters: string, running: number): string {
  const digits = String(running).padStart(7, '0');
  let letter = 0;
  let text = '';
  for (const slot of brand.pattern) {
    if (slot === 't') text += letters[letter++ % letters.length];
    else text += slot >= '0' && slot <= '6' ? digits[Number(slot)] : slot;
  }
  return text;
}
