import { findPosition, position } from '@qipei/part-type';
import { makeNameZh, vehicleValueLabel } from '@qipei/vin/labels';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';

// What a page shows of a vehicle's values, in both languages, without another call.

const name = NamesJson.nullable();

export const VehicleLabelsJson = z.object({ body: name, fuel: name, drive: name, transmission: name }).meta({
  id: 'VehicleLabels',
  description: 'What people call these values; null where there is none.',
  example: {
    body: { zh: '双门轿跑车', en: 'Coupe' },
    fuel: { zh: '汽油', en: 'Gasoline' },
    drive: { zh: '前轮驱动', en: 'Front-wheel drive' },
    transmission: null,
  },
});

export const FitmentLabelsJson = VehicleLabelsJson.extend({ position: name }).meta({ id: 'FitmentLabels' });

export function vehicleLabelsJson({
  body,
  fuel,
  drive,
  transmission,
}: {
  body: string;
  fuel: string;
  drive: string;
  transmission: string;
}): z.infer<typeof VehicleLabelsJson> {
  return {
    body: valueLabelJson('body', body),
    fuel: valueLabelJson('fuel', fuel),
    drive: valueLabelJson('drive', drive),
    transmission: valueLabelJson('transmission', transmission),
  };
}

/** Of a place as a fitment's publisher writes it: in its own language it stays so. Null where no place is meant that is known. */
export function placeLabelJson(text: string): z.infer<typeof NamesJson> | null {
  const known = position(findPosition(text) ?? '');
  if (known === undefined) return null;
  return namesJson(/\p{Script=Han}/u.test(text) ? text : known.nameZh, known.nameEn);
}

export function valueLabelJson(attribute: string, value: string): z.infer<typeof NamesJson> | null {
  if (value === '') return null;
  const { zh, en } = vehicleValueLabel(attribute, value);
  return namesJson(zh, en);
}

/** The make's own Chinese name; null where none is known. */
export function makeZhJson(make: string): string | null {
  return make === '' ? null : (makeNameZh(make) ?? null);
}
