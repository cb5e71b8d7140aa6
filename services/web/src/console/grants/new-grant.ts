import type { paths } from '@qipei/api-client';
import { fieldOf } from '../../shown/field-of.ts';

export type NewGrant = paths['/v1/grants']['post']['requestBody']['content']['application/json'];

/** Names of brands, one a line or with commas between, each once. */
export function brandsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,，;；、]/)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ),
  ];
}

/** What was typed; times are the reader's own, as the browser's controls give them. Undefined where no brand is named. */
export function newGrantOf(form: FormData): NewGrant | undefined {
  const whole = fieldOf(form, 'what') === 'all';
  const brands = brandsOf(fieldOf(form, 'brands'));
  if (!whole && brands.length === 0) return undefined;
  const note = fieldOf(form, 'note').trim();
  return {
    subscriber: fieldOf(form, 'subscriber').trim(),
    ...(whole ? { allBrands: true } : { brands }),
    ...(note === '' ? {} : { note }),
    ...momentOf(form, 'validFrom'),
    ...momentOf(form, 'validUntil'),
  };
}

function momentOf(form: FormData, name: 'validFrom' | 'validUntil') {
  const moment = new Date(fieldOf(form, name));
  return Number.isNaN(moment.getTime()) ? {} : { [name]: moment.toISOString() };
}
