import { describe, expect, it } from 'vitest';
import { brandsOf, newGrantOf } from './new-grant.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('what a grant is of', () => {
  it('are brands, however they were typed, each once', () => {
    expect(brandsOf(' Bosch\n曼牌，MANN FILTER;Bosch、\n\n,')).toEqual(['Bosch', '曼牌', 'MANN FILTER']);
    expect(brandsOf(' \n,')).toEqual([]);
  });

  it('is all or some, and never nothing', () => {
    const some = form({ what: 'brands', subscriber: ' garage ', brands: 'Bosch', note: ' 17 ' });
    expect(newGrantOf(some)).toEqual({ subscriber: 'garage', brands: ['Bosch'], note: '17' });
    const all = form({ what: 'all', subscriber: 'garage', brands: 'Bosch' });
    expect(newGrantOf(all)).toEqual({ subscriber: 'garage', allBrands: true });
    expect(newGrantOf(form({ what: 'brands', subscriber: 'garage', brands: ' ' }))).toBeUndefined();
    expect(newGrantOf(form({ subscriber: 'garage' }))).toBeUndefined();
  });

  it('holds from and until the moments that were given', () => {
    const given = newGrantOf(
      form({ what: 'all', subscriber: 'g', validFrom: 'rubbish', validUntil: '2027-01-01T08:00' }),
    );
    expect(given).toEqual({
      ...{ subscriber: 'g', allBrands: true },
      validUntil: new Date('2027-01-01T08:00').toISOString(),
    });
  });
});
