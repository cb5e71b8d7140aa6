import { expect, test } from 'vitest';
import { makeKey } from './make-names.ts';
import { modelNameZh, NAMED_MODELS } from './model-names.ts';
import { CHASSIS_CODES, MODEL_SERIES } from './model-series.ts';

test('every model has a name, and each of its names once', () => {
  for (const { make, model, names } of NAMED_MODELS) {
    const keys = names.map(makeKey);
    expect(keys, `${make} ${model}`).not.toContain('');
    expect(new Set(keys).size, `${make} ${model}`).toBe(keys.length);
  }
});

test('models of one make differ', () => {
  const models = NAMED_MODELS.map(({ make, model }) => `${make} ${makeKey(model)}`);
  expect(models.filter((model, at) => models.indexOf(model) !== at)).toEqual([]);
});

test('a model is called in Chinese what its maker calls it', () => {
  expect(modelNameZh('HONDA', 'Accord')).toBe('雅阁');
  expect(modelNameZh('Toyota', 'corolla')).toBe('卡罗拉');
  expect(modelNameZh('Honda', 'Corolla')).toBe('');
});

test('a chassis is of a model or a series that is named, and its years follow each other', () => {
  for (const { make, code, model, yearFrom, yearTo } of CHASSIS_CODES) {
    const isSeries = MODEL_SERIES.some((series) => series.make === make && series.zh === model);
    const isModel = NAMED_MODELS.some((named) => named.make === make && named.model === model);
    expect(isSeries || isModel, `${make} ${code}`).toBe(true);
    expect(yearFrom, code).toBeLessThan(yearTo);
  }
});
