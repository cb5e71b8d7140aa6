import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstQuestionOf } from './first-question.ts';

const asked = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://own.invalid');
  return firstQuestionOf(pathname, searchParams)?.address;
};

it('is the search of the results, with its parameters in order', () => {
  expect(asked('/search?vin=LSGPC52U0AF102554&q=oil+filter&page=2&answers=x')).toBe(
    '/v1/search?page=2&pageSize=20&q=oil+filter&vin=LSGPC52U0AF102554',
  );
  expect(asked('/search?q=%E6%9C%BA%E6%B2%B9&vehicleId=v1&vin=X&utm_source=y')).toBe(
    '/v1/search?page=1&pageSize=20&q=%E6%9C%BA%E6%B2%B9&vehicleId=v1',
  );
  expect(asked('/search')).toBe('/v1/search?page=1&pageSize=20');
});

it('reads a text in quotes, as the application writes numbers', () => {
  expect(asked('/search?q=%2212345%22')).toBe('/v1/search?page=1&pageSize=20&q=12345');
  expect(asked('/search?q=%2212345')).toBe('/v1/search?page=1&pageSize=20&q=%2212345');
});

it('is the part of its page', () => {
  expect(asked('/parts/p%2F1')).toBe('/v1/parts/p%2F1');
  expect(asked('/parts/p 1')).toBe('/v1/parts/p%201');
});

it('is none of other views, and of none that is no address', () => {
  for (const address of ['/', '/cart', '/parts', '/parts/', '/parts/a/b', '/search/x', '/parts/%E0%A4%A'])
    expect(asked(address), address).toBeUndefined();
});

it('never leads elsewhere, whatever the address says', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (path, name, value) => {
      const question = firstQuestionOf(
        `/${path}`,
        new URLSearchParams([
          [name, value],
          ['q', value],
        ]),
      );
      if (question === undefined) return;
      const url = new URL(question.address, 'http://own.invalid');
      expect(url.origin).toBe('http://own.invalid');
      expect(url.pathname).toMatch(/^\/v1\/(?:search$|parts\/[^/]+$)/);
    }),
  );
});
