import { expect, test } from 'vitest';
import { ATTRIBUTE_LABELS, SHORT_NAMES, VALUE_LABELS } from './data/attribute-labels.ts';
import { vehicleValueLabel } from './labels.ts';

test.each([
  ['body', 'Coupe', 'Coupe', '双门轿跑车'],
  ['body', 'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)', 'SUV/MPV', 'SUV/MPV 多用途车'],
  ['body', 'Estate', 'Estate', '旅行车'],
  ['fuel', 'gasoline', 'Gasoline', '汽油'],
  ['fuel', 'Compressed Natural Gas (CNG)', 'CNG', '压缩天然气'],
  ['drive', 'FWD/Front-Wheel Drive', 'Front-wheel drive', '前轮驱动'],
  ['drive', 'AWD', 'AWD', '全轮驱动'],
  ['transmission', 'Manual/Standard', 'Manual', '手动变速箱'],
  ['displacementL', '2.4', '2.4 L', '2.4 升'],
  ['cylinders', '4', '4 cylinders', '4 缸'],
])('%s %j is %j in English and %j in Chinese', (attribute, value, en, zh) => {
  expect(vehicleValueLabel(attribute, value)).toEqual({ en, zh });
});

test.each([
  ['drive', '前驱', 'Front-wheel drive', '前驱'],
  ['transmission', '手自一体', 'Automatic', '手自一体'],
  ['body', '越野车', 'SUV/MPV', '越野车'],
  ['body', '跑车', 'Coupe', '跑车'],
  ['fuel', '纯电', 'Electric', '纯电'],
  ['body', 'MPV', 'MPV', 'MPV'],
])('%s %j, as a publisher wrote it, stays so in its own language', (attribute, value, en, zh) => {
  expect(vehicleValueLabel(attribute, value)).toEqual({ en, zh });
});

test.each([
  ['body', 'Hearse'],
  ['fuel', '油电混合'],
  ['engineModel', 'K24A4'],
  ['productionDate', '2005-03'],
  ['constructor', 'Coupe'],
])('%s %j has no other name', (attribute, value) => {
  expect(vehicleValueLabel(attribute, value)).toEqual({ en: value, zh: value });
});

test('short names are those of values that there are, and no two of an attribute read alike', () => {
  const names = Object.values(VALUE_LABELS).flatMap((labels) => labels.map(([name]) => name));
  for (const name of Object.keys(SHORT_NAMES)) expect(names).toContain(name);
  for (const [attribute, labels] of Object.entries(VALUE_LABELS)) {
    expect(ATTRIBUTE_LABELS).toHaveProperty(attribute);
    for (const language of ['en', 'zh'] as const) {
      const shown = labels.map(([name]) => vehicleValueLabel(attribute, name)[language]);
      expect(new Set(shown).size).toBe(labels.length);
    }
  }
});
