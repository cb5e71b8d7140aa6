import { expect, it } from 'vitest';
import { hearLateAnswers } from './late-answers.ts';

const HOST = 'http://127.0.0.1:8080';

it('an answer that came too late is borne where the page asks again, or goes on without', () => {
  const heard = hearLateAnswers();
  const part = `${HOST}/v1/parts/p1`;
  expect([heard('GET', part), heard('GET', part)]).toEqual([undefined, undefined]);
  // It was asked as often as it ever is, and never answered.
  expect(heard('GET', part)).toContain('/v1/parts/p1, 3 of it');
  const suggestions = Array.from({ length: 6 }, () => heard('GET', `${HOST}/v1/suggestions?q=oil`));
  expect(suggestions.filter((each) => each !== undefined)).toEqual([]);
});

it('nothing is borne that changes something, or is the page or a file of it', () => {
  for (const [method, path] of [
    ['POST', '/v1/orders'],
    ['PUT', '/v1/stock'],
    ['GET', '/search?q=oil'],
    ['GET', '/assets/app.js'],
  ] as const)
    expect(hearLateAnswers()(method, HOST + path)).toContain(`${method} ${HOST}${path}`);
});

it('a platform that answers nothing in time is noticed, whatever it is asked', () => {
  const heard = hearLateAnswers();
  const told = Array.from({ length: 40 }, (_, at) => heard('GET', `${HOST}/v1/suggestions?q=${at}`));
  expect(told.findIndex((each) => each !== undefined)).toBe(12);
  expect(told.slice(12).every((each) => each !== undefined)).toBe(true);
});
