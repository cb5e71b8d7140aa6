import { ACES_ATTRIBUTES } from '../aces/aces-names.ts';
import { headingKey } from '../columns.ts';

/** Attributes of ACES that fitments have columns of their own for. */
const WITH_COLUMNS = new Set(['BodyType', 'DriveType', 'FuelType', 'TransmissionType']);
/** What else tables narrow a vehicle by, with no column that would understand it. */
const CONDITIONS = new Set(
  [
    ...ACES_ATTRIBUTES.filter((tag) => !WITH_COLUMNS.has(tag)),
    ...['trim', 'trim level', 'sub model name', 'doors', 'number of doors', 'num doors', 'bed', 'wheel base'],
    ...['engine base name', 'aspiration name', 'chassis', 'chassis code', 'series', 'abs', 'brake type'],
    ...['配置', '配置款型', '款型', '车门数', '门数', '进气形式', '进气方式', '底盘', '底盘号', '底盘代号'],
    ...['轴距', '排放标准', '排放', '销售版本', '制动形式', '悬挂'],
  ].map(headingKey),
);
/** Fields of one text each: what a further heading says of the same is a condition in words. */
const OF_ONE_TEXT: ReadonlySet<string> = new Set(['position', 'note']);

export interface ConditionHeading {
  confidence: number;
  /** Before each value: `SE` alone wouldn't say of what. */
  prefix: string;
}

/**
 * A column that says on which condition a part fits, where nothing but words can hold it: left out, the part would fit more vehicles.
 * @param fields that the heading may mean
 * @param isEngine its values are sizes of engines, and none of its codes
 */
export function conditionHeading(
  heading: string,
  fields: readonly string[],
  isEngine: boolean,
): ConditionHeading | undefined {
  const named = { prefix: `${heading.trim().replace(/\s+/g, ' ')}: ` };
  if (CONDITIONS.has(headingKey(heading))) return { confidence: 0.8, ...named };
  if (isEngine && fields.includes('engineModel')) return { confidence: 0.7, ...named };
  return fields.some((field) => OF_ONE_TEXT.has(field)) ? { confidence: 0.5, prefix: '' } : undefined;
}
