import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answersFromText, answersToText } from './vin-answers.ts';

it('answers come out of a link as they went in', () => {
  const name = fc.stringMatching(/^[A-Za-z]{1,40}$/);
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.string({ unit: 'grapheme', minLength: 1 }), { noNullPrototype: true }),
      (answers) => {
        expect(answersFromText(answersToText(answers))).toEqual(answers);
      },
    ),
  );
  expect(answersToText({ displacementL: '1.5T', body: '三厢轿车' })).toMatch(/^displacementL:1\.5T~body:%/);
});

it('a link that was cut or forged gives what is whole of it', () => {
  expect(answersFromText('fuel:%E6%B1~model:Elan~~:x~__proto__:y~a b:c')).toEqual({
    fuel: '%E6%B1',
    model: 'Elan',
  });
  expect(answersFromText(undefined)).toEqual({});
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void answersFromText(text)));
});
