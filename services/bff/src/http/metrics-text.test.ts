import fc from 'fast-check';
import { expect, it } from 'vitest';
import { measuredIn } from './metrics-text.ts';

const NAMES = new Set(['lag', 'rows_total']);

it('reads the samples of the metrics named, and nothing else', () => {
  const text = [
    '# HELP lag Events {that} wait',
    '# TYPE lag gauge',
    'lag{group="a",topic="qipei.catalog.part.v1"} 7',
    'lag{group="b\\"\\\\\\n{}",topic=""} 1.5e3 1395066363000',
    'lag 3',
    'lag_of_others{group="a"} 9',
    'rows_total{outcome="created"} +Inf',
    'rows_total{outcome="failed"} NaN',
    'rows_total{outcome="updated"}',
    'lag{group="c"',
    '',
  ].join('\n');
  expect(measuredIn(text, NAMES)).toEqual([
    { name: 'lag', labels: { group: 'a', topic: 'qipei.catalog.part.v1' }, value: 7 },
    { name: 'lag', labels: { group: 'b"\\\n{}', topic: '' }, value: 1_500 },
    { name: 'lag', labels: {}, value: 3 },
  ]);
});

it('takes any label’s value as it was, and any text without harm', () => {
  const escaped = (value: string) =>
    value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (value, count) => {
      const found = measuredIn(`lag{group="${escaped(value)}",topic="t"} ${count}`, NAMES);
      expect(found).toEqual([{ name: 'lag', labels: { group: value, topic: 't' }, value: count }]);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('lag', '{', '}', '"', '\\', '=', ' ', '1', '\n', ','), { maxLength: 40 }),
      (parts) => {
        for (const { value } of measuredIn(parts.join(''), NAMES)) expect(Number.isFinite(value)).toBe(true);
      },
    ),
  );
});
