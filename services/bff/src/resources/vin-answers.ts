import { z } from 'zod';
import { text } from '../http/request-fields.ts';

const PREFIX = 'answer.';

/** What can be answered, beside what the fitment service may ask for in the future. */
const ANSWERS: Record<string, string> = {
  make: '品牌. By name.',
  model: '车型. The option’s value, or the name.',
  year: '年款.',
  displacementL: '发动机排量. `1.5`, `1.5T`, `1498 cc`.',
  fuel: '燃料类型. `Gasoline`, `汽油`, …',
  cylinders: '气缸数.',
  powerKw: '发动机功率 in kW.',
  body: '车身形式. `Sedan/Saloon`, `三厢轿车`, …',
  doors: '车门数.',
  drive: '驱动形式. `AWD`, `四驱`, …',
  transmission: '变速箱. `Manual`, `手动`, …',
  engineModel: '发动机型号.',
};

const answer = text(100).optional();

/** Answers to a decode’s questions, as `answer.<attribute>`; one that nobody asks is refused where the questions are made. */
export const VinAnswersQuery = z
  .object(
    Object.fromEntries(
      Object.entries(ANSWERS).map(([name, description]) => [
        `${PREFIX}${name}`,
        answer.meta({ description: `${description} \`unknown\` leaves it open.` }),
      ]),
    ),
  )
  .catchall(text(100))
  .superRefine((query, context) => {
    const keys = Object.keys(query).filter((name) => !name.startsWith(PREFIX));
    if (keys.length > 0)
      context.addIssue({ code: 'unrecognized_keys', keys, message: 'is not known here', input: query });
  });

/** By attribute. */
export function answersOf(query: z.infer<typeof VinAnswersQuery>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.slice(PREFIX.length), value]],
    ),
  );
}
