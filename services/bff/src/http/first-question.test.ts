import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstQuestionsOf, nextQuestionOf } from './first-question.ts';

const asked = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://own.invalid');
  return firstQuestionsOf(pathname, searchParams).map((each) => each.address);
};

it('is the search of the results, with its parameters in order', () => {
  expect(asked('/search?vin=LSGPC52U0AF102554&q=oil+filter&page=2&answers=x')).toEqual([
    '/v1/search?page=2&pageSize=20&q=oil+filter&vin=LSGPC52U0AF102554',
  ]);
  expect(asked('/search?q=%E6%9C%BA%E6%B2%B9&vehicleId=v1&vin=X&utm_source=y')).toEqual([
    '/v1/search?page=1&pageSize=20&q=%E6%9C%BA%E6%B2%B9&vehicleId=v1',
    '/v1/vins/X',
  ]);
  expect(asked('/search')).toEqual(['/v1/search?page=1&pageSize=20']);
});

it('is none where what is searched for is too long', () => {
  expect(asked(`/search?q=${'x'.repeat(512)}`)).toHaveLength(1);
  expect(asked(`/search?q=${'x'.repeat(513)}&vin=LSGPC52U0AF102554`)).toEqual([]);
});

it('reads a text in quotes, as the application writes numbers', () => {
  expect(asked('/search?q=%2212345%22')).toEqual(['/v1/search?page=1&pageSize=20&q=12345']);
  expect(asked('/search?q=%2212345')).toEqual(['/v1/search?page=1&pageSize=20&q=%2212345']);
});

it('is the part of its page', () => {
  for (const [path, id] of [
    ['p%2F1', 'p%2F1'],
    ['p 1', 'p%201'],
  ])
    expect(asked(`/parts/${path}`)).toEqual([
      `/v1/parts/${id}`,
      `/v1/parts/${id}/availability`,
      '/v1/warehouses',
    ]);
});

it('is the order of its page, and the newest of all', () => {
  expect(asked('/orders/o%2F1')).toEqual(['/v1/orders/o%2F1', '/v1/warehouses']);
  expect(asked('/orders?state=placed')).toEqual(['/v1/orders?pageSize=20']);
});

it('goes on to the VIN that the search has found in its words', () => {
  const [search, ...more] = firstQuestionsOf('/search', new URLSearchParams('q=VIN+LSGPC52U0AF102554'));
  expect(more).toEqual([]);
  if (search === undefined) throw new Error('nothing is asked');
  expect(nextQuestionOf(search, { intent: { vin: 'A/1' } })).toMatchObject({
    address: '/v1/vins/A%2F1',
    params: { vin: 'A/1' },
  });
  for (const body of [null, 7, {}, { intent: null }, { intent: { vin: null } }, { intent: { vin: '' } }])
    expect(nextQuestionOf(search, body)).toBeUndefined();
  const [part] = firstQuestionsOf('/parts/p', new URLSearchParams());
  expect(part && nextQuestionOf(part, { partTypeId: 'a/b' })).toMatchObject({
    ...{ address: '/v1/part-types/a%2Fb', route: '/v1/part-types/{partTypeId}' },
    params: { partTypeId: 'a/b' },
  });
  for (const body of [null, 7, {}, { intent: { vin: 'A' } }, { partTypeId: null }])
    expect(part && nextQuestionOf(part, body)).toBeUndefined();
});

it('is none of other views, and of none that is no address', () => {
  for (const address of [
    '/',
    '/cart',
    '/parts',
    '/parts/',
    '/parts/a/b',
    '/search/x',
    '/parts/%E0%A4%A',
    '/orders/a/b',
  ])
    expect(asked(address), address).toEqual([]);
});

it('never leads elsewhere, whatever the address says', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (path, name, value) => {
      const questions = firstQuestionsOf(
        `/${path}`,
        new URLSearchParams([
          [name, value],
          ['q', value],
          ['vin', value],
        ]),
      );
      for (const { address } of questions) {
        const url = new URL(address, 'http://own.invalid');
        expect(url.origin).toBe('http://own.invalid');
        expect(url.pathname).toMatch(
          /^\/v1\/(?:search$|vins\/[^/]*$|warehouses$|orders(?:\/[^/]+)?$|parts\/[^/]+(?:\/availability)?$)/,
        );
      }
    }),
  );
});
