/** A place on the vehicle, seen from the driver's seat. */
export interface Position {
  id: string;
  nameZh: string;
  nameEn: string;
  /** Further words for it, normalised as search words are. */
  aliases: readonly string[];
}

const POSITIONS: readonly Position[] = [
  ['front', '前', 'Front', '前面 前轮 前桥 fr'],
  ['rear', '后', 'Rear', '后面 后轮 后桥 back rr'],
  ['left', '左', 'Left', '左侧 左边 驾驶侧 driver lh'],
  ['right', '右', 'Right', '右侧 右边 副驾驶侧 passenger rh'],
  ['front-left', '左前', 'Front left', '前左 fl 左前轮'],
  ['front-right', '右前', 'Front right', '前右 右前轮'],
  ['rear-left', '左后', 'Rear left', '后左 rl 左后轮'],
  ['rear-right', '右后', 'Rear right', '后右 右后轮'],
  ['upper', '上', 'Upper', '上部 top'],
  ['lower', '下', 'Lower', '下部 bottom'],
  ['inner', '内', 'Inner', '内侧 inside'],
  ['outer', '外', 'Outer', '外侧 outside'],
  ['center', '中', 'Centre', '中间 center middle'],
  ['upstream', '前段', 'Upstream', '三元前 bank-1-sensor-1'],
  ['downstream', '后段', 'Downstream', '三元后 bank-1-sensor-2'],
  ['intake', '进气侧', 'Intake side', '进气 inlet'],
  ['exhaust', '排气侧', 'Exhaust side', '排气'],
].map(([id = '', nameZh = '', nameEn = '', aliases = '']) => ({
  id,
  nameZh,
  nameEn,
  aliases: aliases.split(' '),
}));

/** Every place that a part type or a fitment may name. */
export function positions(): readonly Position[] {
  return POSITIONS;
}

const BY_ID = new Map(POSITIONS.map((each) => [each.id, each]));

export function position(id: string): Position | undefined {
  return BY_ID.get(id);
}

/** The places that a place lies within, itself among them: `front-left` in `front` and `left`. Of an unknown one none. */
export function positionsAround(id: string): string[] {
  const around = id.split('-').filter((each) => each !== id && BY_ID.has(each));
  return BY_ID.has(id) ? [id, ...around] : [];
}

/** The places that lie within a place, itself among them: `front-left` and `front-right` in `front`. */
export function positionsWithin(id: string): string[] {
  return POSITIONS.flatMap((each) => (positionsAround(each.id).includes(id) ? [each.id] : []));
}
